// Incidents and exits, for people.
#pragma once

#include "rt/supervisor.hpp"

#include <string>

const char* in_words(rt::Incident incident);
std::string describe(const rt::ExitStatus& exit);
