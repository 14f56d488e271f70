/**
 * Places that archives are put in, read back from and removed from: a directory, and a bucket of S3. Each keeps archives
 * under names made from numbers that grow with time. What is in an archive, and when one is taken, is not known here.
 */
package io.curia.snapshotagent.storage;
