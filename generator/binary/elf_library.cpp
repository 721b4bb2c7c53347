#include "binary/elf_library.hpp"

#include "drift/record_shape.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#ifndef FFIGEN_HAVE_LIBDW

namespace ffigen::binary {

void check_elf(const model::Contract&, const std::string& path, Diagnostics& diagnostics) {
    diagnostics.add(rules::finding("D05", {path, 0, 0},
                                   "this ffigen was built without elfutils: symbols and debug "
                                   "information were not looked at"));
}

} // namespace ffigen::binary

#else

#include "binary/dwarf_members.hpp"

#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <gelf.h>

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace ffigen::binary {
namespace {

using rules::finding;

struct EndDwfl {
    void operator()(Dwfl* session) const { dwfl_end(session); }
};

class ElfCheck {
  public:
    ElfCheck(const model::Contract& contract, const std::string& path, Diagnostics& diagnostics)
        : contract_(contract), path_(path), diagnostics_(diagnostics) {
        for (const model::Record& record : contract.records)
            if (record.is_complete && !record.is_anonymous) {
                if (!record.tag.empty())
                    tags_[record.tag].push_back(&record);
                typedefs_[record.name] = &record;
            }
        for (const model::Enum& item : contract.enums)
            if (!item.is_anonymous) {
                if (!item.tag.empty())
                    enum_tags_[item.tag] = &item;
                enum_typedefs_[item.name] = &item;
            }
    }

    void run() {
        static const Dwfl_Callbacks callbacks = {.find_elf = dwfl_build_id_find_elf,
                                                 .find_debuginfo = dwfl_standard_find_debuginfo,
                                                 .section_address = dwfl_offline_section_address,
                                                 .debuginfo_path = nullptr};
        const std::unique_ptr<Dwfl, EndDwfl> session(dwfl_begin(&callbacks));
        if (!session || !dwfl_report_offline(session.get(), path_.c_str(), path_.c_str(), -1)) {
            unchecked("it is no ELF file: symbols and debug information were not looked at");
            return;
        }
        dwfl_report_end(session.get(), nullptr, nullptr);
        dwfl_getmodules(
            session.get(),
            [](Dwfl_Module* module, void**, const char*, Dwarf_Addr, void* self) {
                static_cast<ElfCheck*>(self)->module(module);
                return int{DWARF_CB_OK};
            },
            this, 0);
        if (!target_)
            return;
        symbols();
        if (records_seen_.empty() && enums_seen_.empty())
            unchecked("it has no debug information about the contract's types: their layout was "
                      "not looked at");
    }

  private:
    void unchecked(const std::string& why) {
        Diagnostic d = finding("D05", {path_, 0, 0}, why);
        d.remedy = rules::find_rule("D05")->fix;
        diagnostics_.add(std::move(d));
    }

    void differs(const char* rule, const std::string& entity, const SourceLocation& where,
                 const std::string& what, std::string header, std::string library) {
        Diagnostic d = finding(rule, where, fmt::format("{} in {}", what, path_));
        d.entity = entity;
        d.old_value = std::move(library);
        d.new_value = std::move(header);
        d.notes.emplace_back(rules::find_rule(rule)->why);
        d.remedy = rules::find_rule(rule)->fix;
        diagnostics_.add(std::move(d));
    }

    // ---- which target it is for
    // -----------------------------------------------------------------------

    static std::optional<std::string_view> triple_prefix(const GElf_Ehdr& header) {
        const bool big = header.e_ident[EI_DATA] == ELFDATA2MSB;
        const bool wide = header.e_ident[EI_CLASS] == ELFCLASS64;
        switch (header.e_machine) {
        case EM_X86_64:
            return wide ? "x86_64-" : "x86_64-unknown-linux-gnux32";
        case EM_386:
            return "i686-";
        case EM_AARCH64:
            return big ? "aarch64_be-" : "aarch64-";
        case EM_ARM:
            return big ? "armeb" : "armv7";
        case EM_RISCV:
            return wide ? "riscv64-" : "riscv32-";
        case EM_PPC64:
            return big ? "powerpc64-" : "powerpc64le-";
        case EM_S390:
            return wide ? "s390x-" : "s390-";
        default:
            return std::nullopt;
        }
    }

    bool find_target(Elf* elf) {
        GElf_Ehdr header;
        if (!gelf_getehdr(elf, &header))
            return false;
        const auto prefix = triple_prefix(header);
        for (std::size_t i = 0; prefix && i < contract_.targets.size(); ++i)
            if (contract_.targets[i].triple.starts_with(*prefix) &&
                contract_.targets[i].triple.find("linux") != std::string::npos)
                target_ = i;
        if (!target_ && !told_no_target_) {
            told_no_target_ = true;
            unchecked("it is built for a machine that the contract does not promise");
        }
        return target_.has_value();
    }

    void module(Dwfl_Module* module) {
        GElf_Addr bias = 0;
        Elf* elf = dwfl_module_getelf(module, &bias);
        if (!elf || !find_target(elf))
            return;
        collect_symbols(elf);
        Dwarf_Die* unit = nullptr;
        while ((unit = dwfl_module_nextcu(module, unit, &bias)))
            types(unit);
    }

    // ---- symbols
    // ------------------------------------------------------------------------------------------

    /// A shared library offers its dynamic symbols; an object or a member of an archive all global
    /// ones.
    void collect_symbols(Elf* elf) {
        GElf_Ehdr header;
        if (!gelf_getehdr(elf, &header))
            return;
        const GElf_Word kind =
            header.e_type == ET_REL ? GElf_Word{SHT_SYMTAB} : GElf_Word{SHT_DYNSYM};
        Elf_Scn* section = nullptr;
        while ((section = elf_nextscn(elf, section))) {
            GElf_Shdr section_header;
            if (!gelf_getshdr(section, &section_header) || section_header.sh_type != kind ||
                section_header.sh_entsize == 0)
                continue;
            Elf_Data* data = elf_getdata(section, nullptr);
            const std::size_t count = section_header.sh_size / section_header.sh_entsize;
            for (std::size_t i = 0; data && i < count; ++i) {
                GElf_Sym symbol;
                if (!gelf_getsym(data, static_cast<int>(i), &symbol) ||
                    symbol.st_shndx == SHN_UNDEF)
                    continue;
                if (GELF_ST_BIND(symbol.st_info) == STB_LOCAL)
                    continue;
                const auto visibility = GELF_ST_VISIBILITY(symbol.st_other);
                if (visibility == STV_HIDDEN || visibility == STV_INTERNAL)
                    continue;
                if (const char* name = elf_strptr(elf, section_header.sh_link, symbol.st_name))
                    symbols_.insert(name);
            }
        }
    }

    void symbols() {
        for (const model::Function& function : contract_.functions) {
            if (!function.from_header || function.is_inline || function.is_hidden ||
                !function.signatures.find(*target_))
                continue;
            const std::string& name = function.symbol.empty() ? function.name : function.symbol;
            if (!symbols_.contains(name))
                differs("D04", function.name, function.where,
                        fmt::format("{} is not exported", name), "declared", "missing");
        }
    }

    // ---- types
    // --------------------------------------------------------------------------------------------

    void types(Dwarf_Die* unit) {
        Dwarf_Die child;
        if (dwarf_child(unit, &child) != 0)
            return;
        do {
            const char* name = dwarf_diename(&child);
            const int tag = dwarf_tag(&child);
            // C++ code may keep its own types of the same name in a namespace: those are others.
            if (!name)
                continue;
            if (tag == DW_TAG_structure_type || tag == DW_TAG_union_type ||
                tag == DW_TAG_class_type) {
                if (const auto found = tags_.find(name); found != tags_.end())
                    for (const model::Record* record : found->second)
                        this->record(&child, *record);
            } else if (tag == DW_TAG_enumeration_type) {
                if (const auto found = enum_tags_.find(name); found != enum_tags_.end())
                    enumeration(&child, *found->second);
            } else if (tag == DW_TAG_typedef) {
                definition(&child, name);
            }
        } while (dwarf_siblingof(&child, &child) == 0);
    }

    void definition(Dwarf_Die* die, const char* name) {
        Dwarf_Die type;
        if (!dwarf_bare_type(die, &type))
            return;
        const int tag = dwarf_tag(&type);
        if (const auto found = typedefs_.find(name);
            found != typedefs_.end() && (tag == DW_TAG_structure_type || tag == DW_TAG_union_type))
            record(&type, *found->second);
        if (const auto found = enum_typedefs_.find(name);
            found != enum_typedefs_.end() && tag == DW_TAG_enumeration_type)
            enumeration(&type, *found->second);
    }

    void record(Dwarf_Die* die, const model::Record& item) {
        const int size = dwarf_bytesize(die);
        const model::RecordLayout* layout = item.layouts.find(*target_);
        if (size < 0 || dwarf_unsigned(die, DW_AT_declaration) || !layout)
            return;
        records_seen_.insert(&item);
        if (records_told_.contains(&item))
            return; // once is enough, however many units have it
        if (static_cast<std::uint64_t>(size) != layout->size) {
            records_told_.insert(&item);
            differs("D02", item.name, item.where,
                    fmt::format("{} is {} bytes by the header, {}", item.name, layout->size, size),
                    fmt::format("{} bytes", layout->size), fmt::format("{} bytes", size));
        }
        const auto members = dwarf_members(die, contract_.targets[*target_].big_endian);
        const drift::RecordShape shape = drift::shape_of(contract_, item, *layout);
        for (const drift::Leaf& leaf : shape.leaves)
            member(item, *leaf.field, members);
    }

    void member(const model::Record& item, const model::Field& field,
                const std::map<std::string, DwarfMember>& members) {
        const std::string entity = item.name + "." + field.name;
        const model::FieldInfo* info = item.info(field.name);
        const SourceLocation& where = info ? info->where : item.where;
        const auto found = members.find(field.name);
        if (found == members.end()) {
            records_told_.insert(&item);
            differs("D02", entity, where, fmt::format("{} is missing", entity),
                    drift::position(field), "missing");
            return;
        }
        const DwarfMember& actual = found->second;
        if (actual.offset_bits != field.offset_bits) {
            records_told_.insert(&item);
            model::Field there = field;
            there.offset_bits = actual.offset_bits;
            differs("D02", entity, where,
                    fmt::format("{} is at {} by the header, at {}", entity, drift::position(field),
                                drift::position(there)),
                    drift::position(field), drift::position(there));
        } else if (actual.size_bits != field.size_bits && actual.size_bits != 0 &&
                   field.size_bits != 0) {
            records_told_.insert(&item);
            differs("D02", entity, where,
                    fmt::format("{} has {} bits by the header, {}", entity, field.size_bits,
                                actual.size_bits),
                    fmt::format("{} bits", field.size_bits),
                    fmt::format("{} bits", actual.size_bits));
        }
    }

    void enumeration(Dwarf_Die* die, const model::Enum& item) {
        const int size = dwarf_bytesize(die);
        const model::EnumLayout* layout = item.layouts.find(*target_);
        if (size < 0 || !layout || !enums_seen_.insert(&item).second)
            return;
        if (static_cast<std::uint64_t>(size) != layout->size)
            differs("D03", item.name, item.where,
                    fmt::format("{} is {} bytes by the header, {}", item.name, layout->size, size),
                    fmt::format("{} bytes", layout->size), fmt::format("{} bytes", size));
        std::map<std::string, std::string> actual;
        Dwarf_Die child;
        if (dwarf_child(die, &child) == 0)
            do {
                Dwarf_Attribute attribute;
                if (dwarf_tag(&child) != DW_TAG_enumerator ||
                    !dwarf_attr(&child, DW_AT_const_value, &attribute))
                    continue;
                Dwarf_Sword signed_value = 0;
                Dwarf_Word value = 0;
                if (layout->is_signed && dwarf_formsdata(&attribute, &signed_value) == 0)
                    actual[dwarf_diename(&child)] = std::to_string(signed_value);
                else if (!layout->is_signed && dwarf_formudata(&attribute, &value) == 0)
                    actual[dwarf_diename(&child)] = std::to_string(value);
            } while (dwarf_siblingof(&child, &child) == 0);
        for (const auto& [name, value] : layout->values) {
            const auto found = actual.find(name);
            if (found != actual.end() && found->second == value)
                continue;
            const std::string there = found == actual.end() ? "missing" : found->second;
            differs("D03", item.name + "." + name, item.where,
                    fmt::format("{} is {} by the header, {}", name, value, there), value, there);
        }
    }

    const model::Contract& contract_;
    const std::string& path_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::vector<const model::Record*>> tags_;
    std::map<std::string, const model::Record*> typedefs_;
    std::map<std::string, const model::Enum*> enum_tags_, enum_typedefs_;
    std::optional<std::size_t> target_;
    bool told_no_target_ = false;
    std::set<std::string> symbols_;
    std::set<const model::Record*> records_seen_, records_told_;
    std::set<const model::Enum*> enums_seen_;
};

} // namespace

void check_elf(const model::Contract& contract, const std::string& path, Diagnostics& diagnostics) {
    ElfCheck(contract, path, diagnostics).run();
}

} // namespace ffigen::binary

#endif
