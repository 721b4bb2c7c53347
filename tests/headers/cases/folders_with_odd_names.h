/* Included from a folder whose name is no name in any language; what stands beside that is included from there. */
#include "./folder-of.headers/type.h"
of_folder take_of_folder(of_folder value);
