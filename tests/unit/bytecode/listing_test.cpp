#include "bytecode/listing.h"

#include <gtest/gtest.h>

#include "module_samples.h"

namespace lua {
namespace {

TEST(Listing, HasTheLayoutOfLuac) {
  EXPECT_EQ(formatListing(sampleModule()),
            "\n"
            "main <sample.lua:0,0> (6 instructions, 48 bytes at #0)\n"
            "0+ params, 3 slots, 0 upvalues, 1 local, 3 constants, 1 function\n"
            "\t1\t[1]\tGETGLOBAL\t0 -1\t; print\n"
            "\t2\t[1]\tLOADK    \t1 -2\t; \"a\\n\\000\"\n"
            "\t3\t[2]\tADDRK    \t1 1 -3\t; - 2.5\n"
            "\t4\t[2]\tJMPIFNOT \t1 1\t; to 6\n"
            "\t5\t[3]\tCLOSURE  \t1 0\t; #1\n"
            "\t6\t[3]\tRETURN   \t0 1\n"
            "constants (3) for #0:\n"
            "\t1\t\"print\"\n"
            "\t2\t\"a\\n\\000\"\n"
            "\t3\t2.5\n"
            "locals (1) for #0:\n"
            "\t0\tp\t2\t6\n"
            "upvalues (0) for #0:\n"
            "\n"
            "function <sample.lua:3,3> (2 instructions, 16 bytes at #1)\n"
            "1 param, 2 slots, 1 upvalue, 1 local, 0 constants, 0 functions\n"
            "\t1\t[3]\tGETUPVAL \t1 0\t; p\n"
            "\t2\t[3]\tRETURN   \t1 2\n"
            "constants (0) for #1:\n"
            "locals (1) for #1:\n"
            "\t0\tp\t1\t3\n"
            "upvalues (1) for #1:\n"
            "\t0\tp\n");
}

TEST(Listing, IsAvailableAsData) {
  const std::vector<ListedFunction> functions = listModule(sampleModule());
  ASSERT_EQ(functions.size(), 2u);
  EXPECT_TRUE(functions[0].isMain);
  EXPECT_EQ(functions[0].source, "sample.lua");
  const ListedInstruction& jump = functions[0].instructions[3];
  EXPECT_EQ(jump.line, 2u);
  EXPECT_STREQ(jump.opcode->mnemonic, "JMPIFNOT");
  EXPECT_EQ(jump.target, 5);
  EXPECT_EQ(functions[0].instructions[0].target, -1);
  EXPECT_EQ(functions[0].instructions[0].operands, (std::vector<int64_t>{0, -1}));
}

TEST(Listing, QuotesStringsAsLuacDoes) {
  EXPECT_EQ(quoteForListing("a\"b\\c\td\x7f\xff"), "\"a\\\"b\\\\c\\td\\127\\255\"");
  EXPECT_EQ(quoteForListing(""), "\"\"");
}

}  // namespace
}  // namespace lua
