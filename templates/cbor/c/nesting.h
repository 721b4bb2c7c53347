/** One level deeper. */
static inline bool ffi_cbor_enter(ffi_cbor_reader *r, const uint8_t *start) {
  if (r->depth == 0) {
    ffi_cbor_read_fails(r, FFI_CBOR_TOO_DEEP, start);
    return false;
  }
  --r->depth;
  return true;
}

static inline bool ffi_cbor_at_break(ffi_cbor_reader *r) {
  if (r->at == r->end || *r->at != 0xff)
    return false;
  ++r->at;
  return true;
}

/** An array of exactly `count` items; true when it has to be closed. */
static inline bool ffi_cbor_open_list(ffi_cbor_reader *r, uint64_t count) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return false;
  if (head.major != 4)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  else if (head.info != 31 && head.argument != count)
    ffi_cbor_read_fails(
        r, head.argument > count ? FFI_CBOR_TOO_LONG : FFI_CBOR_OUT_OF_RANGE,
        start);
  else
    (void)ffi_cbor_enter(r, start);
  return head.info == 31;
}

static inline void ffi_cbor_close_list(ffi_cbor_reader *r, bool open) {
  if (r->status != FFI_CBOR_OK)
    return;
  if (open && !ffi_cbor_at_break(r))
    ffi_cbor_read_fails(
        r, r->at == r->end ? FFI_CBOR_TRUNCATED : FFI_CBOR_TOO_LONG, r->at);
  ++r->depth;
}

/** Before each item of an open list: it may not end yet. */
static inline void ffi_cbor_check_item(ffi_cbor_reader *r, bool open) {
  if (open && r->at != r->end && *r->at == 0xff)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE, r->at);
}

/** A tagged union that is being read. */
typedef struct ffi_cbor_choice {
  const uint8_t *start;
  bool open, has_value; /* has_value: of definite length */
} ffi_cbor_choice;

/** An array of the tag, or of the tag and a value. */
static inline ffi_cbor_choice ffi_cbor_open_choice(ffi_cbor_reader *r) {
  ffi_cbor_choice choice = {r->at, false, false};
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return choice;
  choice.open = head.info == 31;
  choice.has_value = !choice.open && head.argument == 2;
  if (head.major != 4)
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, choice.start);
  else if (!choice.open && (head.argument == 0 || head.argument > 2))
    ffi_cbor_read_fails(
        r, head.argument == 0 ? FFI_CBOR_OUT_OF_RANGE : FFI_CBOR_TOO_LONG,
        choice.start);
  else if (ffi_cbor_enter(r, choice.start))
    ffi_cbor_check_item(r, choice.open);
  return choice;
}

/** Behind the tag: a value follows exactly where a member is `wanted`. */
static inline void ffi_cbor_check_value(ffi_cbor_reader *r,
                                        const ffi_cbor_choice *choice,
                                        const uint8_t *tag, bool wanted) {
  if (choice->open && wanted)
    ffi_cbor_check_item(r, true);
  else if (!choice->open && choice->has_value != wanted)
    ffi_cbor_read_fails(r, FFI_CBOR_OUT_OF_RANGE,
                        wanted ? choice->start : tag);
}

static inline ffi_cbor_map ffi_cbor_open_map(ffi_cbor_reader *r) {
  const uint8_t *const start = r->at;
  ffi_cbor_map map = {0, false};
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return map;
  if (head.major != 5) {
    ffi_cbor_read_fails(r, FFI_CBOR_WRONG_TYPE, start);
  } else if (ffi_cbor_enter(r, start)) {
    map.open = head.info == 31;
    map.left = map.open ? UINT64_MAX : head.argument;
  }
  return map;
}

/** Whether the next key is this one; it is then read. */
static inline bool ffi_cbor_at_key(ffi_cbor_reader *r, ffi_cbor_map *map,
                                   const char *key, size_t size) {
  if (map->left == 0 || (size_t)(r->end - r->at) < size ||
      memcmp(r->at, key, size) != 0)
    return false;
  r->at += size;
  --map->left;
  return true;
}

/** Whether there is another pair. */
static inline bool ffi_cbor_more(ffi_cbor_reader *r, ffi_cbor_map *map) {
  if (r->status != FFI_CBOR_OK || map->left == 0)
    return false;
  if (map->open && ffi_cbor_at_break(r))
    return false;
  --map->left;
  return true;
}

/** An item of whatever kind is passed over, well-formed or not at all. */
static inline void ffi_cbor_skip(ffi_cbor_reader *r) {
  uint64_t left[65]; /* items of each level */
  bool open[65], odd[65], is_map[65];
  unsigned level = 0;
  left[0] = 1;
  open[0] = odd[0] = is_map[0] = false;
  for (;;) {
    while (left[level] == 0) {
      if (level == 0)
        return;
      --level;
    }
    const uint8_t *const start = r->at;
    if (open[level] && ffi_cbor_at_break(r)) {
      if (is_map[level] && odd[level]) {
        ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
        return;
      }
      left[level] = 0;
      continue;
    }
    ffi_cbor_head head;
    if (!ffi_cbor_get_head(r, &head))
      return;
    if (head.major == 6)
      continue; /* what is tagged follows */
    if (!open[level])
      --left[level];
    odd[level] = !odd[level];
    if (head.major == 7 && head.info == 31) {
      ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, start);
      return;
    }
    if (head.major == 2 || head.major == 3) {
      size_t size;
      if (head.info != 31) {
        r->at = start;
        if (ffi_cbor_get_string(r, head.major, &size) == NULL)
          return;
        continue;
      }
      while (!ffi_cbor_at_break(r)) {
        ffi_cbor_head chunk;
        const uint8_t *const part = r->at;
        if (!ffi_cbor_get_head(r, &chunk))
          return;
        r->at = part;
        if (chunk.major != head.major || chunk.info == 31) {
          ffi_cbor_read_fails(r, FFI_CBOR_MALFORMED, part);
          return;
        }
        if (ffi_cbor_get_string(r, head.major, &size) == NULL)
          return;
      }
    } else if (head.major == 4 || head.major == 5) {
      if (level >= r->depth) {
        ffi_cbor_read_fails(r, FFI_CBOR_TOO_DEEP, start);
        return;
      }
      if (head.info != 31 && head.argument > (uint64_t)(r->end - r->at)) {
        ffi_cbor_read_fails(r, FFI_CBOR_TRUNCATED, start);
        return;
      }
      ++level;
      is_map[level] = head.major == 5;
      open[level] = head.info == 31;
      odd[level] = false;
      left[level] = open[level]     ? 1
                    : is_map[level] ? head.argument * 2
                                    : head.argument;
    }
  }
}

/** The field that the next key names, which was not read before; `count` when
 *  the pair was skipped or reading failed. */
static inline size_t ffi_cbor_find_key(ffi_cbor_reader *r,
                                       const ffi_cbor_key *keys, size_t count,
                                       const uint64_t *missing) {
  const uint8_t *const start = r->at;
  ffi_cbor_head head;
  if (!ffi_cbor_get_head(r, &head))
    return count;
  const uint8_t *name = NULL;
  size_t size = 0;
  r->at = start;
  if (head.major == 3 && head.info != 31) {
    name = ffi_cbor_get_string(r, 3, &size);
    if (name == NULL)
      return count;
  } else {
    ffi_cbor_skip(r);
  }
  for (size_t i = 0; i < count && r->status == FFI_CBOR_OK; ++i) {
    const bool same = keys[i].is_number
                          ? head.major == 0 && head.argument == keys[i].number
                          : name != NULL && size == keys[i].number &&
                                memcmp(name, keys[i].name, size) == 0;
    if (!same)
      continue;
    if ((missing[i / 64] >> (i % 64) & 1) == 0)
      ffi_cbor_read_fails(r, FFI_CBOR_REPEATED_KEY, start);
    else if (r->strict)
      ffi_cbor_read_fails(r, FFI_CBOR_NOT_DETERMINISTIC, start);
    return r->status == FFI_CBOR_OK ? i : count;
  }
  if (r->strict)
    ffi_cbor_read_fails(r, FFI_CBOR_UNKNOWN_KEY, start);
  if (r->status == FFI_CBOR_OK)
    ffi_cbor_skip(r);
  return count;
}

/** Whether a field is missing that has a default: it gets that. */
static inline bool ffi_cbor_takes_default(const ffi_cbor_reader *r,
                                          uint64_t *missing, size_t field) {
  const uint64_t bit = UINT64_C(1) << (field % 64);
  if (r->status != FFI_CBOR_OK || (missing[field / 64] & bit) == 0)
    return false;
  missing[field / 64] &= ~bit;
  return true;
}

/** The end of a map: what is still missing is an error at its beginning. */
static inline void ffi_cbor_close_map(ffi_cbor_reader *r, const uint8_t *start,
                                      const ffi_cbor_key *keys, size_t count,
                                      const uint64_t *missing) {
  if (r->status != FFI_CBOR_OK)
    return;
  ++r->depth;
  for (size_t i = 0; i < count; ++i) {
    if ((missing[i / 64] >> (i % 64) & 1) == 0)
      continue;
    r->key = keys[i].name;
    ffi_cbor_read_fails(r, FFI_CBOR_MISSING_KEY, start);
    return;
  }
}

static inline ffi_cbor_reader
ffi_cbor_start_reading(const uint8_t *data, size_t size,
                       const ffi_cbor_options *options) {
  ffi_cbor_reader r = {data, data, data + size, 0,
                       NULL, FFI_CBOR_OK, 32, false};
  if (options != NULL) {
    r.strict = options->strict;
    r.depth = options->depth < 64 ? options->depth : 64;
    if (size > options->size)
      ffi_cbor_read_fails(&r, FFI_CBOR_LIMIT, data);
  }
  return r;
}

static inline ffi_cbor_result ffi_cbor_end_reading(ffi_cbor_reader *r) {
  if (r->at != r->end)
    ffi_cbor_read_fails(r, FFI_CBOR_TRAILING, r->at);
  ffi_cbor_result result = {r->status, r->position, r->key};
  if (r->status == FFI_CBOR_OK)
    result.position = (size_t)(r->at - r->begin);
  return result;
}

