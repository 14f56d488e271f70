package io.curia.fsm.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.state.Schema;
import org.junit.jupiter.api.Test;

class RowEncodingTest {
    @Test
    void thereIsOneForEveryTable() {
        assertThat(RowEncoding.ALL.stream().map(encoding -> encoding.table().name()))
                .containsExactlyInAnyOrderElementsOf(
                        Schema.tables().stream().map(table -> table.name()).toList());
    }
}
