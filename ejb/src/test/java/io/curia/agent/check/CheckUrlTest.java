package io.curia.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://my_service:8080/health; my_service:8080; /health",
                "http://a.b; a.b; /",
                "http://a?x=1; a; /?x=1",
                "HTTP://A:80/x#part; A:80; /x",
                "http://a/with space/{id}|x; a; /with%20space/%7Bid%7D%7Cx",
                "http://a/kept%2Fas%20it?q={a|b}&c=d e; a; /kept%2Fas%20it?q={a|b}&c=d%20e",
                "http://a//b/../c; a; //b/../c",
                "http://bücher.example/ä; xn--bcher-kva.example; /%C3%A4",
                "http://user:p%40ss@a:1/; a:1; /",
                "http://[::1]:8500/v1; [::1]:8500; /v1",
                "http://[fe80::1%25lo]:1/; [fe80::1]:1; /",
                "http://a:/x; a; /x",
            })
    void isTakenAsGoTakesIt(String text, String authority, String target) {
        var url = CheckUrl.parse(text);
        assertThat(url.scheme()).isEqualTo("http");
        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.requestTarget()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "127.0.0.1:80/health; first path segment in URL cannot contain colon",
                "://a; missing protocol scheme",
                "http://[::1; missing ']' in host",
                "http://a:http/; invalid port \":http\" after host",
                "http://a b/; invalid character \" \" in host name",
                "http://a{b}/; invalid character \"{\" in host name",
                "http://a/%zz; invalid URL escape \"%zz\"",
                "http://a/%a; invalid URL escape \"%a\"",
                "http://us er@a/; net/url: invalid userinfo",
            })
    void whatIsNoneIsToldInGoWords(String text, String fault) {
        assertThatThrownBy(() -> CheckUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parse \"" + text + "\": " + fault);
    }

    @ParameterizedTest
    @CsvSource({
        "http://o/x,http://o/x",
        "https://o/x,https://o/x",
        "//o:1/x,http://o:1/x",
        "/y?z,http://a:1/y?z",
        "c,http://a:1/dir/c",
        "../c?d,http://a:1/c?d",
        "./,http://a:1/dir/",
        "?n,http://a:1/dir/b?n",
    })
    void aLocationIsRelativeToTheUrl(String location, String expected) {
        assertThat(CheckUrl.parse("http://a:1/dir/b?q").resolve(location).text())
                .isEqualTo(expected);
    }

    @Test
    void aPasswordIsNotShown() {
        var url = CheckUrl.parse("http://user:p@ss@a:1/x@y");
        assertThat(url.userInfo()).isEqualTo("user:p@ss");
        assertThat(url.shown()).isEqualTo("http://user:***@a:1/x@y");
        assertThat(CheckUrl.parse("http://user@a/").shown()).isEqualTo("http://user@a/");
    }
}
