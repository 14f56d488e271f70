package io.curia.autopilot;

/**
 * How many vote, and how many of them are there: what no decision may spoil.
 *
 * @param voters how many vote
 * @param living how many of them are connected
 * @param minQuorum how many voters there must be left after a demotion or removal
 */
record Ballot(int voters, int living, long minQuorum) {
    static Ballot of(ClusterState state) {
        int voters = state.voters().size();
        int living = (int) state.voters().stream()
                .filter(voter -> voter.server().isAlive())
                .count();
        return new Ballot(voters, living, state.config().minQuorum());
    }

    /** Whether those that are there can decide anything. */
    boolean hasQuorum() {
        return hasQuorum(voters, living);
    }

    boolean mayPromote() {
        return hasQuorum(voters + 1, living + 1);
    }

    /** Whether one voter fewer is allowed. */
    boolean mayLose(boolean alive) {
        return voters > 1
                && Long.compareUnsigned(voters - 1L, minQuorum) >= 0
                && hasQuorum(voters - 1, alive ? living - 1 : living);
    }

    private static boolean hasQuorum(int all, int there) {
        return there >= majority(all);
    }

    /** How many of so many voters decide. */
    static int majority(int voters) {
        return voters / 2 + 1;
    }
}
