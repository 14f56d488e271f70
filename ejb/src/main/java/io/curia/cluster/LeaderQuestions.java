package io.curia.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.model.ByteString;
import io.curia.raft.api.LeaderChannel;
import io.curia.raft.api.RaftException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * What only the leader can answer, for it is not in the log: whether a key is in its lock delay, and renewals of
 * sessions. Safe for use by any thread; never blocks; stages fail with {@link RaftException} only.
 */
@ApplicationScoped
public class LeaderQuestions {
    private static final byte RENEW = 1;
    private static final byte DELAYS = 2;
    private static final byte[] UNKNOWN_QUESTION = {};

    private final LeaderChannel leader;

    /** The leader's side. Implementations are quick and safe for use by any thread. */
    public interface Answers {
        /** Starts the session's timer anew, if it has one; false when there is no such session. */
        public boolean renew(String session);

        /** Whether the key may not be locked yet. */
        boolean isDelayed(ByteString key);
    }

    /** Made by the container, or by hand. */
    @Inject
    public LeaderQuestions(LeaderChannel leader) {
        this.leader = leader;
    }

    /** Starts the session's timer anew; false when there is no such session. */
    public CompletionStage<Boolean> renew(String session) {
        byte[] id = session.getBytes(UTF_8);
        byte[] question = new byte[1 + id.length];
        ByteBuffer.wrap(question).put(RENEW).put(id);
        return ask(question, 1).thenApply(answer -> answer[0] != 0);
    }

    /** For each key whether it may not be locked yet. */
    public CompletionStage<boolean[]> areDelayed(List<ByteString> keys) {
        int length = keys.stream().mapToInt(key -> Integer.BYTES + key.length()).sum();
        byte[] question = new byte[1 + length];
        ByteBuffer out = ByteBuffer.wrap(question).put(DELAYS);
        keys.forEach(key -> out.putInt(key.length()).put(key.shared()));
        return ask(question, keys.size()).thenApply(answer -> {
            boolean[] delayed = new boolean[answer.length];
            for (int i = 0; i < answer.length; i++) {
                delayed[i] = answer[i] != 0;
            }
            return delayed;
        });
    }

    private CompletionStage<byte[]> ask(byte[] question, int answers) {
        return leader.askLeader(question).thenApply(answer -> {
            if (answer.length != answers) {
                throw new RaftException(
                        RaftException.Kind.NO_LEADER, "the leader runs a version that does not know this question");
            }
            return answer;
        });
    }

    /** What the leader's engine answers questions with. */
    public static UnaryOperator<byte[]> answerer(Answers answers) {
        return bytes -> {
            ByteBuffer question = ByteBuffer.wrap(bytes);
            return switch (question.get()) {
                case RENEW -> new byte[] {(byte) (answers.renew(rest(question)) ? 1 : 0)};
                case DELAYS -> delays(question, answers);
                default -> UNKNOWN_QUESTION;
            };
        };
    }

    private static String rest(ByteBuffer question) {
        return UTF_8.decode(question).toString();
    }

    private static byte[] delays(ByteBuffer question, Answers answers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (question.hasRemaining()) {
            byte[] key = new byte[question.getInt()];
            question.get(key);
            out.write(answers.isDelayed(ByteString.wrap(key)) ? 1 : 0);
        }
        return out.toByteArray();
    }
}
