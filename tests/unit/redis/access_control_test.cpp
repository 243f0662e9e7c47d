#include "redis/server/access_control.h"
#include "base/sha256.h"
#include "command_session.h"

// The expectations are answers of redis-server 7.0.15. Where it lists single commands in the order
// of its hash table, at most one is expected.

namespace redis {
namespace {

#define BAD_RULE(rule, why) "(ERR Error in ACL SETUSER modifier '" rule "': " why ")"

TEST(Sha256, HashesAsTheStandardSays) {
  EXPECT_EQ(base::sha256Hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(base::sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::sha256Hex(std::string(119, 'a')),
            "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb");
}

TEST(AccessControl, DescribesUsersAsRules) {
  CommandSession session;
  session.expect({
      {"ACL LIST", "[\"user default on nopass ~* &* +@all\"]"},
      {"ACL SETUSER al +@all -flushall -@admin", "OK"},
      {"ACL SETUSER c3 +select|0 \"(+get ~x)\"", "OK"},
      {"ACL SETUSER c4 on nopass allcommands -config", "OK"},
      {"ACL SETUSER s3 skip-sanitize-payload sanitize-payload", "OK"},
      {"ACL USERS", "[\"al\", \"c3\", \"c4\", \"default\", \"s3\"]"},
      {"ACL LIST",
       "[\"user al off resetchannels +@all -@admin -flushall\", "
       "\"user c3 off resetchannels -@all +select|0 (~x resetchannels -@all +get)\", "
       "\"user c4 on nopass resetchannels +@all -config\", "
       "\"user default on nopass ~* &* +@all\", "
       "\"user s3 off sanitize-payload resetchannels -@all\"]"},
      {"ACL GETUSER c3",
       "[\"flags\", [\"off\"], \"passwords\", [], \"commands\", \"-@all +select|0\", \"keys\", "
       "\"\", \"channels\", \"\", \"selectors\", [[\"commands\", \"-@all +get\", \"keys\", "
       "\"~x\", \"channels\", \"\"]]]"},
      {"ACL GETUSER nobody", "nil"},
      {"ACL DELUSER al c3 nobody", "2"},
      {"ACL DELUSER default", "(ERR The 'default' user cannot be removed)"},
      {"ACL WHOAMI", "\"default\""},
  });
}

TEST(AccessControl, RefusesRulesThatMeanNothing) {
  CommandSession session;
  session.expect({
      {"ACL SETUSER u +foo", BAD_RULE("+foo", "Unknown command or category name in ACL")},
      {"ACL SETUSER u +@foo", BAD_RULE("+@foo", "Unknown command or category name in ACL")},
      {"ACL SETUSER u (+get", "(ERR Unmatched parenthesis in acl selector starting at '(+get'.)"},
      {"ACL SETUSER u ~* ~a",
       BAD_RULE("~a",
                "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and "
                "does not have any effect. Try 'resetkeys' to start with an empty list of "
                "patterns")},
      {"ACL SETUSER \"a b\"", "(ERR Usernames can't contain spaces or null characters)"},
      {"ACL SETUSER u <zz",
       BAD_RULE("<zz", "The password you are trying to remove from the user does not exist")},
      {"ACL SETUSER u #zz",
       BAD_RULE("#zz",
                "The password hash must be exactly 64 characters and contain only lowercase "
                "hexadecimal characters")},
      {"ACL SETUSER u +config|get|x",
       BAD_RULE("+config|get|x", "Allowing first-arg of a subcommand is not supported")},
      {"ACL SETUSER u +config|foo",
       BAD_RULE("+config|foo", "Unknown command or category name in ACL")},
      {"ACL SETUSER u %X~a", BAD_RULE("%X~a", "Syntax error")},
      {"ACL SETUSER u (+foo)", BAD_RULE("(+foo)", "Unknown command or category name in ACL")},
      {"ACL SETUSER u blah", BAD_RULE("blah", "Syntax error")},
      {"ACL USERS", "[\"default\"]"},
  });
}

TEST(AccessControl, LetsUsersDoWhatTheyMay) {
  CommandSession session;
  session.expect({
      {"ACL SETUSER u on >p ~k* %R~r* &c* -@all +get +set +publish +acl|whoami +auth", "OK"},
      {"ACL DRYRUN u get x", "\"This user has no permissions to access the 'x' key\""},
      {"ACL DRYRUN u set r1 1", "\"This user has no permissions to access the 'r1' key\""},
      {"ACL DRYRUN u get r1", "OK"},
      {"ACL DRYRUN u publish x 1", "\"This user has no permissions to access the 'x' channel\""},
      {"ACL DRYRUN u del k", "\"This user has no permissions to run the 'del' command\""},
      {"ACL DRYRUN zz get x", "(ERR User 'zz' not found)"},
      {"ACL DRYRUN u foo x", "(ERR Command 'foo' not found)"},
      {"ACL DRYRUN u set x", "(ERR wrong number of arguments for 'set' command)"},
      {"AUTH u bad", "(WRONGPASS invalid username-password pair or user is disabled.)"},
      {"AUTH u p", "OK"},
      {"ACL WHOAMI", "\"u\""},
      {"GET k1", "nil"},
      {"GET x",
       "(NOPERM this user has no permissions to access one of the keys used as arguments)"},
      {"DEL k1", "(NOPERM this user has no permissions to run the 'del' command)"},
      {"ACL LIST", "(NOPERM this user has no permissions to run the 'acl|list' command)"},
      {"PUBLISH d x",
       "(NOPERM this user has no permissions to access one of the channels used as arguments)"},
      {"PUBLISH c x", "0"},
      {"GET", "(ERR wrong number of arguments for 'get' command)"},
      {"AUTH default any", "OK"},
      {"ACL LOG RESET", "OK"},
      {"ACL LOG", "[]"},
  });
}

TEST(AccessControl, WantsThePasswordOfTheDefaultUser) {
  CommandSession session;
  session.expect({
      {"CONFIG SET requirepass foo", "OK"},
      {"ACL GETUSER default",
       "[\"flags\", [\"on\"], \"passwords\", "
       "[\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"], \"commands\", "
       "\"+@all\", \"keys\", \"~*\", \"channels\", \"&*\", \"selectors\", []]"},
      {"AUTH x", "(WRONGPASS invalid username-password pair or user is disabled.)"},
      {"AUTH foo", "OK"},
      {"CONFIG SET requirepass \"\"", "OK"},
      {"ACL LIST", "[\"user default on nopass ~* &* +@all\"]"},
      {"AUTH a b c", "(ERR syntax error)"},
  });
}

TEST(AccessControl, TellsAboutCategoriesAndPasswords) {
  CommandSession session;
  session.expect({
      {"ACL CAT foo", "(ERR Unknown category 'foo')"},
      {"ACL CAT transaction", "[\"discard\", \"exec\", \"multi\", \"unwatch\", \"watch\"]"},
      {"ACL GENPASS x", "(ERR value is not an integer or out of range)"},
      {"ACL GENPASS 0",
       "(ERR ACL GENPASS argument must be the number of bits for the output password, a positive "
       "number up to 4096)"},
      {"ACL LOG x", "(ERR value is not an integer or out of range)"},
  });
  EXPECT_EQ(session.run("ACL GENPASS").size(), 66U);
  EXPECT_EQ(session.run("ACL GENPASS 5").size(), 4U);
}

}  // namespace
}  // namespace redis
