#include "convert.hpp"

#include "cbor_runtime.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace ffigen::rpc_json {
namespace {

using Kind = Type::Kind;
using Bytes = std::vector<std::uint8_t>;

/// Runs one of the codec's functions with room enough.
template <class Write>
void put(Bytes& out, std::size_t room, Write write) {
    const std::size_t at = out.size();
    out.resize(at + room);
    ffi_cbor_writer w = ffi_cbor_start_writing(out.data() + at, room);
    write(w);
    out.resize(at + ffi_cbor_end_writing(&w).position);
}

void put_head(Bytes& out, unsigned major, std::uint64_t argument) {
    put(out, 9, [&](ffi_cbor_writer& w) { ffi_cbor_put_head(&w, major, argument); });
}

void put_string(Bytes& out, unsigned major, std::string_view data) {
    put_head(out, major, data.size());
    out.insert(out.end(), data.begin(), data.end());
}

/// Tag of RFC 8746 for little-endian elements.
struct Element {
    bool is_float, is_signed;
    std::size_t width;
    explicit Element(std::uint64_t tag)
        : is_float((tag & 0x10) != 0), is_signed((tag & 0x8) != 0 || is_float),
          width(std::size_t{1} << ((tag & 3) + (is_float ? 1 : 0))) {}
};

class Encoder {
  public:
    explicit Encoder(const Schema& schema) : schema_(schema) {}

    void value(const Type& declared, const Json& json, const std::string& where) {
        const Type& type = schema_.resolved(declared);
        switch (type.kind) {
        case Kind::null:
            return wants(json.is_null(), "null", where), out.push_back(0xf6);
        case Kind::boolean:
            return wants(json.is_boolean(), "true or false", where),
                   out.push_back(json.get<bool>() ? 0xf5 : 0xf4);
        case Kind::integer:
            return integer(type, json, where);
        case Kind::bignum:
            return bignum(type, json, where);
        case Kind::tuple:
            wants(json.is_array() && json.size() == type.parts.size(), type.text, where);
            put_head(out, 4, json.size());
            for (std::size_t i = 0; i < json.size(); ++i)
                value(type.parts[i], json[i], fmt::format("{}[{}]", where, i));
            return;
        case Kind::floating:
        case Kind::single:
            wants(json.is_number(), "a number", where);
            return put(out, 9, [&](ffi_cbor_writer& w) {
                if (type.kind == Kind::single)
                    ffi_cbor_put_float(&w, json.get<float>());
                else
                    ffi_cbor_put_double(&w, json.get<double>());
            });
        case Kind::text:
            wants(json.is_string(), "text", where);
            return put_string(out, 3, json.get_ref<const std::string&>());
        case Kind::bytes:
            return put_string(out, 2, hexadecimal(json, where));
        case Kind::numbers:
            return numbers(type, json, where);
        case Kind::list:
            wants(json.is_array(), "an array", where);
            put_head(out, 4, json.size());
            for (std::size_t i = 0; i < json.size(); ++i)
                value(type.parts.front(), json[i], fmt::format("{}[{}]", where, i));
            return;
        case Kind::map:
            return map(type, json, where);
        default:
            return choice(type, json, where);
        }
    }

    Bytes out;

  private:
    static void wants(bool right, std::string_view what, const std::string& where) {
        if (!right)
            throw std::runtime_error(fmt::format("{} must be {}", where, what));
    }

    /// A number, or the name of a constant.
    void integer(const Type& type, const Json& json, const std::string& where) {
        const Type* constant = json.is_string() ? schema_.find(json.get<std::string>()) : nullptr;
        if (constant != nullptr && constant->constant)
            return integer(type, Json::parse(constant->name), where);
        wants(json.is_number_integer(), "an integer", where);
        wants(!type.constant || json == Json::parse(type.name), type.name, where);
        put(out, 9, [&](ffi_cbor_writer& w) {
            if (json.is_number_unsigned())
                ffi_cbor_put_head(&w, 0, json.get<std::uint64_t>());
            else
                ffi_cbor_put_int(&w, json.get<std::int64_t>(), INT64_MIN, INT64_MAX);
        });
    }

    /// Beyond 64 bits JSON's readers take numbers for floats: these are decimal texts.
    void bignum(const Type& type, const Json& json, const std::string& where) {
        const std::string text = json.is_string() ? json.get<std::string>() : "";
        const bool negative = text.starts_with('-');
        const std::string_view digits = std::string_view(text).substr(negative ? 1 : 0);
        wants(!digits.empty() && digits.size() < 40 && negative == (type.tag == 3) &&
                  digits.find_first_not_of("0123456789") == std::string_view::npos,
              "an integer, a text of digits beyond 64 bits", where);
        std::string bytes(17, '\0');
        const auto add = [&](int factor, int more) {
            for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
                more += factor * static_cast<unsigned char>(*byte);
                *byte = static_cast<char>(more & 0xff);
                more >>= 8;
            }
        };
        for (const char digit : digits)
            add(10, digit - '0');
        if (negative)
            add(1, -1); // -1 - n is written as n
        bytes.erase(0, bytes.find_first_not_of('\0'));
        wants(bytes.size() > 8 && bytes.size() <= 16, "an integer of at most 128 bits", where);
        put_head(out, 6, type.tag);
        put_string(out, 2, bytes);
    }

    static std::string hexadecimal(const Json& json, const std::string& where) {
        wants(json.is_string(), "bytes, two hexadecimal digits each", where);
        const auto& text = json.get_ref<const std::string&>();
        wants(text.size() % 2 == 0 &&
                  text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos,
              "bytes, two hexadecimal digits each", where);
        std::string bytes;
        for (std::size_t i = 0; i < text.size(); i += 2)
            bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
        return bytes;
    }

    void numbers(const Type& type, const Json& json, const std::string& where) {
        wants(json.is_array(), "an array of numbers", where);
        const Element element(type.tag);
        put_head(out, 6, type.tag);
        put_head(out, 2, json.size() * element.width);
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string at = fmt::format("{}[{}]", where, i);
            wants(element.is_float ? json[i].is_number() : json[i].is_number_integer(), "a number",
                  at);
            std::uint64_t bits = 0;
            if (element.is_float && element.width == 4)
                bits = ffi_cbor_float_bits(json[i].get<float>());
            else if (element.is_float)
                bits = ffi_cbor_double_bits(json[i].get<double>());
            else
                bits = json[i].is_number_unsigned()
                           ? json[i].get<std::uint64_t>()
                           : static_cast<std::uint64_t>(json[i].get<std::int64_t>());
            if (!element.is_float && element.width < 8) {
                const std::uint64_t rest =
                    bits >> (8 * element.width - (element.is_signed ? 1 : 0));
                const bool negative = element.is_signed && json[i].get<double>() < 0;
                wants(rest == 0 ||
                          (negative && rest == ~std::uint64_t{0} >> (8 * element.width - 1)),
                      "within the width of its array", at);
            }
            for (std::size_t byte = 0; byte < element.width; ++byte)
                out.push_back(static_cast<std::uint8_t>(bits >> (8 * byte)));
        }
    }

    static std::string key_of(const Member& member) {
        Bytes key;
        if (member.number)
            put_head(key, 0, *member.number);
        else
            put_string(key, 3, member.key);
        return {key.begin(), key.end()};
    }

    void map(const Type& type, const Json& json, const std::string& where) {
        wants(json.is_object(), "an object", where);
        for (const auto& [key, ignored] : json.items())
            if (std::ranges::find(type.members, key, &Member::key) == type.members.end())
                throw std::runtime_error(fmt::format("{} has no '{}'", where, key));
        std::vector<const Member*> there;
        for (const Member& member : type.members) {
            if (json.contains(member.key))
                there.push_back(&member);
            else if (!member.optional)
                throw std::runtime_error(
                    fmt::format("{} lacks '{}': {}", where, member.key, member.type->text));
        }
        std::ranges::sort(there, {}, [](const Member* member) { return key_of(*member); });
        put_head(out, 5, there.size());
        for (const Member* member : there) {
            const std::string key = key_of(*member);
            out.insert(out.end(), key.begin(), key.end());
            value(*member->type, json[member->key], where + "." + member->key);
        }
    }

    /// The first that takes it.
    void choice(const Type& type, const Json& json, const std::string& where) {
        std::string why;
        for (const Type& part : type.parts) {
            const Bytes before = out;
            try {
                return value(part, json, where);
            } catch (const std::runtime_error& error) {
                out = before;
                why = error.what();
            }
        }
        throw std::runtime_error(why);
    }

    const Schema& schema_;
};

class Decoder {
  public:
    explicit Decoder(std::span<const std::uint8_t> message)
        : r_(ffi_cbor_start_reading(message.data(), message.size(), nullptr)) {}

    Json whole() {
        Json result = value(0);
        check(ffi_cbor_end_reading(&r_));
        return result;
    }

  private:
    static void check(const ffi_cbor_result& result) {
        if (result.status != FFI_CBOR_OK)
            throw std::runtime_error(fmt::format("an answer that is {} at byte {}",
                                                 ffi_cbor_status_text(result.status),
                                                 result.position));
    }

    ffi_cbor_head head() {
        ffi_cbor_head head{};
        if (!ffi_cbor_get_head(&r_, &head))
            check({r_.status, r_.position, nullptr});
        return head;
    }

    std::string_view string(std::uint64_t size) {
        if (size > static_cast<std::uint64_t>(r_.end - r_.at))
            throw std::runtime_error("an answer that is cut off");
        const std::string_view found(reinterpret_cast<const char*>(r_.at),
                                     static_cast<std::size_t>(size));
        r_.at += size;
        return found;
    }

    Json value(int depth) {
        if (depth > 32)
            throw std::runtime_error("an answer that is too deep");
        const std::uint8_t* const start = r_.at;
        const ffi_cbor_head item = head();
        if (item.info == 31)
            throw std::runtime_error("an answer of indefinite length");
        Json result;
        switch (item.major) {
        case 0:
            return item.argument;
        case 1:
            return -1 - static_cast<std::int64_t>(item.argument);
        case 2:
            return hexadecimal(string(item.argument));
        case 3:
            return std::string(string(item.argument));
        case 4:
            result = Json::array();
            for (std::uint64_t i = 0; i < item.argument; ++i)
                result.push_back(value(depth + 1));
            return result;
        case 5:
            result = Json::object();
            for (std::uint64_t i = 0; i < item.argument; ++i) {
                const Json key = value(depth + 1);
                result[key.is_string() ? key.get<std::string>() : key.dump()] = value(depth + 1);
            }
            return result;
        case 6:
            return item.argument == 2 || item.argument == 3 ? bignum(item.argument == 3)
                                                            : numbers(item.argument);
        default:
            break;
        }
        if (item.info == 20 || item.info == 21)
            return item.info == 21;
        if (item.info < 25)
            return nullptr;
        r_.at = start;
        return ffi_cbor_get_double(&r_);
    }

    static std::string hexadecimal(std::string_view bytes) {
        std::string text;
        for (const char byte : bytes)
            text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
        return text;
    }

    /// The decimal text.
    Json bignum(bool negative) {
        const ffi_cbor_head bytes = head();
        if (bytes.major != 2 || bytes.argument > 64)
            throw std::runtime_error("an answer with a bignum that is none");
        std::string digits; // the last one first
        const auto add = [&](int factor, int more) {
            for (char& digit : digits) {
                more += factor * (digit - '0');
                digit = static_cast<char>('0' + more % 10);
                more /= 10;
            }
            for (; more != 0; more /= 10)
                digits += static_cast<char>('0' + more % 10);
        };
        for (const char byte : string(bytes.argument))
            add(256, static_cast<unsigned char>(byte));
        if (negative)
            add(1, 1);
        if (negative)
            digits += '-';
        return digits.empty() ? "0" : std::string(digits.rbegin(), digits.rend());
    }

    Json numbers(std::uint64_t tag) {
        const Element element(tag);
        const ffi_cbor_head bytes = head();
        if (bytes.major != 2 || tag < 64 || tag > 87)
            throw std::runtime_error(fmt::format("an answer with the tag {}", tag));
        const std::string_view data = string(bytes.argument);
        Json result = Json::array();
        for (std::size_t at = 0; at + element.width <= data.size(); at += element.width) {
            std::uint64_t bits = 0;
            for (std::size_t byte = 0; byte < element.width; ++byte)
                bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(data[at + byte]))
                        << (8 * byte);
            if (element.is_float && element.width == 4) {
                float number = 0;
                const auto narrow = static_cast<std::uint32_t>(bits);
                std::memcpy(&number, &narrow, sizeof number);
                result.push_back(number);
            } else if (element.is_float) {
                double number = 0;
                std::memcpy(&number, &bits, sizeof number);
                result.push_back(number);
            } else if (element.is_signed) {
                const auto shift = static_cast<unsigned>(64 - 8 * element.width);
                result.push_back(static_cast<std::int64_t>(bits << shift) >> shift);
            } else {
                result.push_back(bits);
            }
        }
        return result;
    }

    ffi_cbor_reader r_;
};

} // namespace

std::vector<std::uint8_t> encode(const Schema& schema, const Type& type, const Json& value) {
    Encoder encoder(schema);
    encoder.value(type, value, "the request");
    return std::move(encoder.out);
}

Json decode(std::span<const std::uint8_t> message) { return Decoder(message).whole(); }

} // namespace ffigen::rpc_json
