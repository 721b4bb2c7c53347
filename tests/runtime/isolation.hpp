// Running a part of a test as another user, in another pid namespace, or without /proc.
#pragma once

#include <functional>
#include <string>
#include <vector>

struct Isolated {
    /// Empty when it could be done; else why not.
    std::string refused;
    /// Exit status, or 1000 + signal.
    int status = 0;
};

/// As process 1 of a pid namespace of its own.
Isolated in_pid_namespace(const std::function<int()>& body);
/// With an empty folder where /proc was.
Isolated without_proc(const std::function<int()>& body);
/// Makes this process one of a user without a name, and of these groups alone: its first one too.
/// For root. False when it is refused.
bool become_user(unsigned user, const std::vector<unsigned>& groups);
/// As the user nobody.
Isolated as_nobody(const std::function<int()>& body);

// A skip is loud: what was not tested stands in the output.
#define SKIP_UNLESS_ISOLATED(result)                                                               \
    do {                                                                                           \
        if (!(result).refused.empty()) {                                                           \
            GTEST_SKIP() << "NOT TESTED HERE: " << (result).refused;                               \
        }                                                                                          \
    } while (false)
