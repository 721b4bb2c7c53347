#pragma once
#pragma pack(push, 1)
struct inside { char a; int b; };
