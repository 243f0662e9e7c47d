#include "command_session.h"

namespace redis {
namespace {

TEST(GeoCommands, AddsAndReadsPositions) {
  CommandSession session;
  session.expect({
      {"GEOADD Sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania", "2"},
      {"GEOADD Sicily NX 0 0 Palermo 14 37 Enna", "1"},
      {"GEOADD Sicily XX CH 14.25 37.5 Enna 1 1 new", "1"},
      {"GEOADD Sicily CH XX 14.25 37.5 Enna", "0"},
      {"GEOADD Sicily NX XX 14.25 37.5 Enna", "(ERR syntax error)"},
      {"GEOADD Sicily 14.25 37.5", "(ERR wrong number of arguments for 'geoadd' command)"},
      {"GEOADD Sicily 14.25 37.5 Enna 1", "(ERR syntax error)"},
      {"GEOADD Sicily CH CH CH", "(ERR syntax error)"},
      {"GEOADD Sicily 181 37.5 Enna", "(ERR invalid longitude,latitude pair 181.000000,37.500000)"},
      {"GEOADD Sicily 14 inf Enna", "(ERR invalid longitude,latitude pair 14.000000,inf)"},
      {"GEOADD Sicily x 37.5 Enna", "(ERR value is not a valid float)"},
      {"GEOADD Sicily 14 nan Enna", "(ERR value is not a valid float)"},
      {"ZSCORE Sicily Palermo", "\"3479099956230698\""},
      {"ENCODING Sicily", "listpack"},
      {"GEODIST Sicily Palermo Catania", "\"166274.1516\""},
      {"GEODIST Sicily Palermo Catania km", "\"166.2742\""},
      {"GEODIST Sicily Palermo Catania MI", "\"103.3182\""},
      {"GEODIST Sicily Palermo Catania ft", "\"545518.8700\""},
      {"GEODIST Sicily Palermo Palermo", "\"0.0000\""},
      {"GEODIST Sicily Palermo nobody", "nil"},
      {"GEODIST missing Palermo Catania", "nil"},
      {"GEODIST missing Palermo Catania yards",
       "(ERR unsupported unit provided. please use M, KM, FT, MI)"},
      {"GEODIST Sicily Palermo Catania km x", "(ERR syntax error)"},
      {"GEOHASH Sicily Palermo nobody Catania", "[\"sqc8b49rny0\", nil, \"sqdtr74hyu0\"]"},
      {"GEOHASH missing a", "[nil]"},
      {"GEOHASH Sicily", "[]"},
      {"GEOPOS Sicily Palermo nobody",
       "[[\"13.36138933897018433\", \"38.11555639549629859\"], nil[]]"},
      {"GEOPOS missing a", "[nil[]]"},
      {"HELLO 3", "OK"},
      {"GEOPOS Sicily Palermo nobody", "[[,13.36138933897018433, ,38.11555639549629859], nil]"},
      {"GEODIST Sicily Palermo nobody", "nil"},
      {"HELLO 2", "OK"},
      {"SET text x", "OK"},
      {"GEOADD text 1 1 a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GEOPOS text a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GEODIST text a b", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GEOHASH text a", "(WRONGTYPE Operation against a key holding the wrong kind of value)"},
      {"GEOADD small 0.0000012345 -0.00000054321 a", "1"},
      {"GEOPOS small a", "[[\"0.00000268220901489\", \"-0.00000126736058093\"]]"},
      {"ZADD odd -1 below 1e300 above 1.5 fraction 9007199254740991 top", "4"},
      {"GEOPOS odd below above fraction top",
       "[[\"180\", \"85.0511287799999991\"], [\"-179.99999731779098511\", "
       "\"-85.05112751263942528\"], [\"-179.99999731779098511\", \"-85.05112497791824921\"], "
       "[\"179.99999731779098511\", \"85.0511287799999991\"]]"},
      {"GEOHASH odd below above fraction top",
       "[\"bp05b5048p0\", \"00bh0hbj200\", \"00bh0hbj210\", \"zzpgzgpfxz0\"]"},
  });
}

TEST(GeoCommands, Searches) {
  CommandSession session;
  session.expect({
      {"GEOADD g 0 0 a 0.001 0 b 0 0.001 c -0.001 -0.001 d 10 10 e 179.99 -80 f", "6"},
      {"GEORADIUS g 0 0 200 m", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"GEORADIUS g 0 0 200 m ASC WITHDIST",
       "[[\"a\", \"0.3300\"], [\"c\", \"111.2209\"], [\"b\", \"111.2780\"], [\"d\", "
       "\"157.3301\"]]"},
      {"GEORADIUS g 0 0 200 m DESC WITHDIST WITHHASH WITHCOORD",
       "[[\"d\", \"157.3301\", 1125899906725171, [\"-0.00100046396255493\", "
       "\"-0.00099994749735544\"]], [\"b\", \"111.2780\", 3377699720563336, "
       "[\"0.00100046396255493\", \"0.00000126736058093\"]], [\"c\", \"111.2209\", "
       "3377699720609860, [\"0.00000268220901489\", \"0.00099994749735544\"]], [\"a\", \"0.3300\", "
       "3377699720527872, [\"0.00000268220901489\", \"0.00000126736058093\"]]]"},
      {"GEORADIUS g 0 0 200 m COUNT 2", "[\"a\", \"c\"]"},
      {"GEORADIUS g 0 0 200 m COUNT 2 ANY", "[\"a\", \"b\"]"},
      {"GEORADIUS g 0 0 30000 km", "[\"a\", \"b\", \"c\", \"e\", \"f\", \"d\"]"},
      {"GEORADIUS g 0 0 0 m", "[]"},
      {"GEORADIUS g 0 0 200 m COUNT 0", "(ERR COUNT must be > 0)"},
      {"GEORADIUS g 0 0 200 m COUNT x", "(ERR value is not an integer or out of range)"},
      {"GEORADIUS g 0 0 200 m COUNT", "(ERR syntax error)"},
      {"GEORADIUS g 0 0 200 m ANY", "(ERR the ANY argument requires COUNT argument)"},
      {"GEORADIUS g 0 0 -1 m", "(ERR radius cannot be negative)"},
      {"GEORADIUS g 0 0 x m", "(ERR need numeric radius)"},
      {"GEORADIUS g 0 0 1 inch", "(ERR unsupported unit provided. please use M, KM, FT, MI)"},
      {"GEORADIUS g 0 99 1 m", "(ERR invalid longitude,latitude pair 0.000000,99.000000)"},
      {"GEORADIUS g 0 0 200 m STORE to", "4"},
      {"ZRANGE to 0 -1 WITHSCORES",
       "[\"d\", \"1125899906725171\", \"a\", \"3377699720527872\", \"b\", \"3377699720563336\", "
       "\"c\", \"3377699720609860\"]"},
      {"GEORADIUS g 0 0 200 m STORE other STOREDIST to", "4"},
      {"ZRANGE to 0 -1", "[\"a\", \"c\", \"b\", \"d\"]"},
      {"ZSCORE to d", "\"157.33010804953523\""},
      {"GEORADIUS g 0 0 200 m STORE to WITHDIST",
       "(ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD "
       "options)"},
      {"GEORADIUS_RO g 0 0 200 m STORE to", "(ERR syntax error)"},
      {"GEORADIUS_RO g 0 0 200 m COUNT 1", "[\"a\"]"},
      {"GEORADIUS missing 0 0 200 m STORE to", "0"},
      {"EXISTS to", "0"},
      {"GEORADIUS missing 0 0 200 m", "[]"},
      {"GEORADIUSBYMEMBER g b 120 m WITHDIST", "[[\"a\", \"110.9796\"], [\"b\", \"0.0000\"]]"},
      {"GEORADIUSBYMEMBER g nobody 120 m", "(ERR could not decode requested zset member)"},
      {"GEORADIUSBYMEMBER missing nobody x inch", "[]"},
      {"GEORADIUSBYMEMBER missing nobody x inch foo", "(ERR syntax error)"},
      {"GEORADIUSBYMEMBER_RO g b 120 m DESC COUNT 2", "[\"a\", \"b\"]"},
      {"GEORADIUSBYMEMBER_RO g b 120 m STOREDIST to", "(ERR syntax error)"},
      {"GEOSEARCH g FROMMEMBER a BYBOX 230 230 m ASC", "[\"a\", \"b\", \"c\", \"d\"]"},
      {"GEOSEARCH g FROMMEMBER a BYBOX 230 220 m ASC", "[\"a\", \"b\"]"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYRADIUS 112 m WITHDIST",
       "[[\"a\", \"0.3300\"], [\"b\", \"111.2780\"], [\"c\", \"111.2209\"]]"},
      {"GEOSEARCH g FROMLONLAT 0 0 ASC COUNT 1 DESC",
       "(ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH)"},
      {"geoSearch g BYRADIUS 112 m ASC COUNT 1",
       "(ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geoSearch)"},
      {"GEOSEARCH g FROMLONLAT 0 0 FROMMEMBER a BYRADIUS 112 m", "(ERR syntax error)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYBOX 1 1 m BYRADIUS 112 m", "(ERR syntax error)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYBOX x 1 m", "(ERR need numeric width)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYBOX 1 x m", "(ERR need numeric height)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYBOX 1 -1 m", "(ERR height or width cannot be negative)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYBOX 1 1 x",
       "(ERR unsupported unit provided. please use M, KM, FT, MI)"},
      {"GEOSEARCH g FROMLONLAT 0 0 BYRADIUS 1 m STOREDIST", "(ERR syntax error)"},
      {"GEOSEARCH g FROMMEMBER nobody BYRADIUS 1 m",
       "(ERR could not decode requested zset member)"},
      {"GEOSEARCH missing FROMMEMBER nobody BYRADIUS 1 m", "[]"},
      {"GEOSEARCHSTORE to g FROMMEMBER a BYRADIUS 200 m COUNT 3 STOREDIST", "3"},
      {"ZRANGE to 0 -1", "[\"a\", \"b\", \"c\"]"},
      {"GEOSEARCHSTORE to g FROMMEMBER a BYRADIUS 200 m WITHDIST",
       "(ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options)"},
      {"GEOSEARCHSTORE to g FROMMEMBER a",
       "(ERR wrong number of arguments for 'geosearchstore' command)"},
      {"GEOSEARCHSTORE to missing FROMMEMBER a BYRADIUS 200 m", "0"},
      {"EXISTS to", "0"},
  });
}

TEST(GeoCommands, ChoosesAmongEquallyFarMembersAsRedis) {
  CommandSession session;
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    session.run("GEOADD g " + std::to_string(i % 3) + " 0 m" + number);
  }
  session.expect({
      {"GEOSEARCH g FROMLONLAT 1 0 BYRADIUS 500 km COUNT 1", "[\"m7\"]"},
      {"GEOSEARCH g FROMLONLAT 1 0 BYRADIUS 500 km COUNT 5 DESC",
       "[\"m11\", \"m59\", \"m56\", \"m53\", \"m50\"]"},
      {"GEOSEARCH g FROMLONLAT 1 0 BYRADIUS 500 km COUNT 30 ASC",
       "[\"m7\", \"m10\", \"m13\", \"m16\", \"m19\", \"m22\", \"m25\", \"m28\", \"m31\", \"m34\", "
       "\"m37\", \"m4\", \"m40\", \"m43\", \"m46\", \"m49\", \"m52\", \"m55\", \"m58\", \"m1\", "
       "\"m48\", \"m12\", \"m15\", \"m18\", \"m21\", \"m24\", \"m27\", \"m3\", \"m30\", \"m33\"]"},
  });
}

}  // namespace
}  // namespace redis
