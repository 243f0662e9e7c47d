#pragma once

#include "stdlib/files.h"
#include "stdlib/support.h"

/// What the files of the io library share.
namespace lua {

/// nil, the error's text (with `path` in front if it is given), its number. 5.1: pushresult.
NativeStep fileFailure(NativeContext& native, const FileError& error, base::BytesView path = {});
/// True, or the failure of `stream`.
NativeStep streamResult(NativeContext& native, bool isOk, const Stream& stream);

// ---- io_read.cpp ----

/// Reads from `stream` as the formats from argument `first` on say; one line without any.
NativeStep readFormats(NativeContext& native, Stream& stream, int first);
/// Pushes the next line without its end; false (and nothing pushed) at the end of the file or when
/// an error is recorded: `isFailed`.
bool pushLine(NativeContext& native, Stream& stream, bool& isFailed);

}  // namespace lua
