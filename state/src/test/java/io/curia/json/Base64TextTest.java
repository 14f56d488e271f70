package io.curia.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class Base64TextTest {
    @Property
    void bytesAreReadAsTheyWereWritten(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(Base64Text.decode(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("base64Like") String text) {
        try {
            byte[] bytes = Base64Text.decode(text);
            String plain = text.replace("\n", "").replace("\r", "");
            assertThat(bytes).isEqualTo(Base64.getDecoder().decode(plain));
        } catch (MalformedJsonException e) {
            assertThat(e).hasMessageMatching("illegal base64 data at input byte \\d+");
        }
    }

    @Provide
    Arbitrary<String> base64Like() {
        return Arbitraries.strings().withChars("AaZz09+/=\n\r-_ \u00e4").ofMaxLength(12);
    }
}
