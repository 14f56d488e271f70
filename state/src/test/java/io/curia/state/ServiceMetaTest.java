package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.CompactMap;
import io.curia.model.NodeService;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceMetaTest {
    @Test
    void whatIsAllowed() {
        assertThat(ServiceMeta.fault(null, "")).isNull();
        assertThat(ServiceMeta.fault(Map.of("aZ09_-".repeat(21), "v".repeat(512)), ""))
                .isNull();
        assertThat(ServiceMeta.fault(pairs(64), "")).isNull();
        assertThat(ServiceMeta.fault(Map.of("consul-wan-federation", "1"), NodeService.MESH_GATEWAY))
                .isNull();
    }

    @Test
    void whatIsNot() {
        assertThat(ServiceMeta.fault(pairs(65), "")).contains("cannot contain more than 64 key/value pairs");
        assertThat(fault("", "v")).endsWith("Key cannot be blank");
        assertThat(fault("a b", "v"))
                .isEqualTo("Couldn't load metadata pair ('a b', 'v'): Key contains invalid characters");
        assertThat(fault("a\u0000", "v")).endsWith("Key contains invalid characters");
        assertThat(fault("k".repeat(129), "v")).endsWith("Key is too long (limit: 128 characters)");
        assertThat(fault("k", "v".repeat(513))).endsWith("Value is too long (limit: 512 characters)");
        assertThat(fault("consul-wan-federation", "1")).endsWith("Key prefix 'consul-' is reserved for internal use");
    }

    private static String fault(String key, String value) {
        return ServiceMeta.fault(CompactMap.copyOf(Map.of(key, value)), "");
    }

    private static Map<String, String> pairs(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    }
}
