/** The program of the worker in which the machine and the keyspace live. */

import 'ferrous-lua/worker';
