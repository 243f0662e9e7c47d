#pragma once

#include "stdlib/files.h"

/// Files of plain programs, served by the operating system: a thin layer over open, read, write.
namespace cli {

/// Does what `request` asks for. A FileService.
void serveFiles(void* context, const lua::FileRequest& request, lua::FileAnswer& answer);

}  // namespace cli
