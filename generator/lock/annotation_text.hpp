// Annotations as text: the inverse of model::parse_annotation.
#pragma once

#include "model/contract.hpp"

#include <string>

namespace ffigen::lock {

/// `handle(rt_ffi_ring, close = rt_ffi_ring_close)`
std::string annotation_text(const model::Annotation& annotation);

} // namespace ffigen::lock
