package io.curia.snapshotagent.config;

/** A place that archives are put in. */
public sealed interface Storage permits LocalStorage, S3Storage {
    /** Names the place for administrators, without secrets. */
    String description();
}
