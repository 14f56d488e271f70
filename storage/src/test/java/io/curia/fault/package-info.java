/**
 * A disk that misbehaves on demand, for tests: it loses, tears and reorders what was not forced when its power is cut,
 * runs full, and lets bytes rot. Files of MVStore live on it through a scheme of their own. It knows nothing of logs or
 * entries, and everything random in it follows from a seed.
 */
package io.curia.fault;
