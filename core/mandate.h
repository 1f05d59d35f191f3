// The public face of libmandate: what a C program includes. Build with `pkg-config --cflags --libs mandate`.
#ifndef MANDATE_H
#define MANDATE_H

#define MANDATE_VERSION "0.1.0"

#include "import/import.h"
#include "model/date.h"
#include "model/error.h"
#include "model/kind.h"
#include "model/number.h"
#include "model/text.h"
#include "store/registry.h"

#endif
