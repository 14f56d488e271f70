package io.curia.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.model.ByteString;
import io.curia.raft.api.LeaderChannel;
import io.curia.raft.api.RaftException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What only the leader can answer or do, for it is not in the log: whether a key is in its lock delay, renewals of
 * sessions, what the autopilot sees, and giving the leadership away. Safe for use by any thread; never blocks; stages fail with {@link RaftException} only.
 */
@ApplicationScoped
public class LeaderQuestions {
    private static final byte RENEW = 1;
    private static final byte DELAYS = 2;
    private static final byte REPORT = 3;
    private static final byte TRANSFER = 4;
    private static final byte[] UNKNOWN_QUESTION = {};
    private static final byte NOT_YET = 0;
    private static final byte DONE = 1;
    private static final byte HEALTHY = 1;
    private static final byte UNHEALTHY = 2;

    private final LeaderChannel leader;

    /** The leader's side. Implementations are quick and safe for use by any thread. */
    public interface Answers {
        /** Starts the session's timer anew, if it has one; false when there is no such session. */
        public boolean renew(String session);

        /** Whether the key may not be locked yet. */
        boolean isDelayed(ByteString key);

        /** What the autopilot has to say; empty if it has not looked at the servers yet. */
        Optional<LeaderReport> report(LeaderReport.Kind kind, boolean pretty);

        /** Begins to give the leadership away, unless that was done before, and tells what has come of it so far. */
        Transfer.Outcome transfer(Transfer transfer);
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

    /** What the leader's autopilot has to say; empty if it has not looked at the servers yet. */
    public CompletionStage<Optional<LeaderReport>> report(LeaderReport.Kind kind, boolean pretty) {
        byte[] question = {REPORT, kind.number(), (byte) (pretty ? 1 : 0)};
        return askAny(question)
                .thenApply(answer -> answer[0] == NOT_YET
                        ? Optional.empty()
                        : Optional.of(
                                new LeaderReport(answer[0] == HEALTHY, Arrays.copyOfRange(answer, 1, answer.length))));
    }

    /** Has the leader give way, and tells what has come of that so far; to be asked again until it is over. */
    public CompletionStage<Transfer.Outcome> transfer(Transfer transfer) {
        byte[] text = (transfer.token() + " " + transfer.leader() + " " + transfer.successor()).getBytes(UTF_8);
        byte[] question =
                ByteBuffer.allocate(1 + text.length).put(TRANSFER).put(text).array();
        return askAny(question)
                .thenApply(answer ->
                        new Transfer.Outcome(answer[0] != NOT_YET, new String(answer, 1, answer.length - 1, UTF_8)));
    }

    private CompletionStage<byte[]> ask(byte[] question, int answers) {
        return ask(question, answer -> answer.length == answers);
    }

    private CompletionStage<byte[]> askAny(byte[] question) {
        return ask(question, answer -> answer.length > 0);
    }

    private CompletionStage<byte[]> ask(byte[] question, Predicate<byte[]> isAnswer) {
        return leader.askLeader(question).thenApply(answer -> {
            if (!isAnswer.test(answer)) {
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
                case REPORT -> report(question, answers);
                case TRANSFER -> transfer(question, answers);
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

    private static byte[] report(ByteBuffer question, Answers answers) {
        var kind = LeaderReport.Kind.numbered(question.get());
        if (kind.isEmpty()) {
            return UNKNOWN_QUESTION;
        }
        return answers.report(kind.get(), question.get() != 0)
                .map(report -> answer(report.healthy() ? HEALTHY : UNHEALTHY, report.json()))
                .orElseGet(() -> new byte[] {NOT_YET});
    }

    private static byte[] transfer(ByteBuffer question, Answers answers) {
        String[] parts = rest(question).split(" ", -1);
        var outcome = answers.transfer(new Transfer(UUID.fromString(parts[0]), parts[1], parts[2]));
        return answer(outcome.over() ? DONE : NOT_YET, outcome.fault().getBytes(UTF_8));
    }

    private static byte[] answer(byte first, byte[] rest) {
        return ByteBuffer.allocate(1 + rest.length).put(first).put(rest).array();
    }
}
