package io.curia.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1023, 1023B",
        "1024, 1KB",
        "1280, 1.2KB",
        "1894, 1.8KB",
        "9961, 9.7KB",
        "1048575, 1024KB",
        "1048576, 1MB",
        "1610612736, 1.5GB",
        "1099511627776, 1TB",
        "1125899906842624, 1024TB"
    })
    void isForPeople(long bytes, String text) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }
}
