// What was heard, as a file.
#pragma once

#include "player.hpp"

#include <string>

/// Writes 32-bit float frames, with silence where the player found nothing. Returns what went
/// wrong,
/// "" when nothing did.
std::string write_wav(const std::string& path, const Recording& recording);
