// Generator and responder against each other on loopback: that the one sees what the other does wrong. No figure of
// time is asserted.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "packets.h"

namespace {

class Responder {
  public:
    explicit Responder(std::vector<std::string> arguments) {
        std::vector<std::string> words = {FOLIOT_RESPONDER, "--listen", "127.0.0.1", "--port", "0"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char *> argv;
        for (std::string &word : words) {
            argv.push_back(&word[0]);
        }
        argv.push_back(nullptr);
        int ends[2];
        EXPECT_EQ(pipe(ends), 0);
        pid_ = fork();
        if (pid_ == 0) {
            dup2(ends[1], STDOUT_FILENO);
            close(ends[0]);
            close(ends[1]);
            execv(argv[0], argv.data());
            _exit(127);
        }
        close(ends[1]);
        FILE *out = fdopen(ends[0], "r");
        EXPECT_EQ(fscanf(out, "port %d", &port), 1);
        fclose(out);
    }

    ~Responder() {
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
    }

    std::string pid() const { return std::to_string(pid_); }

    int port = 0;

  private:
    pid_t pid_;
};

struct Outcome {
    int exit_code;
    std::map<std::string, double> figures;
};

Outcome generate(const std::string &command, const Responder &responder, const std::string &options) {
    std::string line = std::string(FOLIOT_GENERATOR) + " " + command + " --server 127.0.0.1 --port " +
                       std::to_string(responder.port) + " " + options;
    FILE *out = popen(line.c_str(), "r");
    Outcome outcome{};
    std::array<char, 256> text;
    while (fgets(text.data(), text.size(), out) != nullptr) {
        std::istringstream words(text.data());
        std::string name;
        double value;
        if (words >> name >> value) {
            outcome.figures[name] = value;
        }
    }
    int status = pclose(out);
    outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

Outcome load(const Responder &responder, const std::string &options = "") {
    return generate("load", responder, "--warm-up 0.05 --seconds 0.2 " + options);
}

void expect_right(Outcome outcome) {
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_GT(outcome.figures["answered"], 0);
    EXPECT_EQ(outcome.figures["wrong"], 0);
    EXPECT_EQ(outcome.figures["basic"], outcome.figures["answered"] + outcome.figures["late"]);
    EXPECT_EQ(outcome.figures["sent"], outcome.figures["answered"] + outcome.figures["lost"]);
}

/* Requests that look like those of NTS, from which they differ in what nobody here can read. */
void write_prepared(const std::string &file, unsigned count) {
    FILE *out = fopen(file.c_str(), "wb");
    for (unsigned i = 0; i < count; i++) {
        Packet made = with_field(with_field(request(), NTP_UNIQUE_IDENTIFIER, 36, 36), NTP_AUTHENTICATOR, 40, 40);
        ntp_put64(&made[NTP_TRANSMIT], UINT64_C(0xabcdef0000000000) | i);
        uint8_t length[2];
        ntp_put16(length, static_cast<uint16_t>(made.size()));
        EXPECT_EQ(fwrite(length, 1, sizeof length, out), sizeof length);
        EXPECT_EQ(fwrite(made.data(), 1, made.size(), out), made.size());
    }
    fclose(out);
}

class Fault : public ::testing::TestWithParam<std::pair<const char *, const char *>> {};

} // namespace

TEST(BenchTools, RightAnswersAreCountedAsSuch) {
    Responder responder({});
    Outcome outcome = load(responder, "--pid " + responder.pid() + " --cpu 0");
    expect_right(outcome);
    EXPECT_GT(outcome.figures["responses_per_s"], 0);
    EXPECT_GT(outcome.figures["cpu_us"], 0);
    EXPECT_GT(outcome.figures["rss_kb"], 0);
    EXPECT_EQ(outcome.figures["processes"], 1);
    EXPECT_GE(outcome.figures["latency_p99_us"], outcome.figures["latency_p50_us"]);
    EXPECT_GE(outcome.figures["latency_max_us"], outcome.figures["latency_p999_us"]);
}

TEST(BenchTools, AskAtARate) {
    Responder responder({"--batch", "1", "--no-stamps"});
    Outcome outcome = load(responder, "--rate 500");
    expect_right(outcome);
    EXPECT_LE(outcome.figures["sent"], 100);
}

TEST(BenchTools, AskFromManyAddresses) { expect_right(load(Responder({}), "--clients 5000 --from 127.1.0.0")); }

TEST(BenchTools, AskForInterleavedRepliesAndTakeBasicOnes) { expect_right(load(Responder({}), "--interleaved")); }

TEST_P(Fault, IsSeen) {
    Responder responder({"--fault", GetParam().first});
    Outcome outcome = load(responder, "--timeout 0.1");
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_GT(outcome.figures[GetParam().second], 0);
    EXPECT_EQ(outcome.figures["wrong"], outcome.figures[GetParam().second]);
}

INSTANTIATE_TEST_SUITE_P(
    BenchTools, Fault,
    ::testing::Values(std::make_pair("short", "wrong_short"), std::make_pair("long", "wrong_long"),
                      std::make_pair("mode", "wrong_mode"), std::make_pair("version", "wrong_version"),
                      std::make_pair("stratum", "wrong_stratum"), std::make_pair("origin", "wrong_origin"),
                      std::make_pair("time", "wrong_no_time"), std::make_pair("twice", "wrong_origin")),
    [](const auto &info) { return info.param.first; });

TEST(BenchTools, SilenceIsALossAndNotWrong) {
    Outcome outcome = load(Responder({"--fault", "silence"}), "--outstanding 4 --timeout 0.1");
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_GT(outcome.figures["lost"], 0);
}

TEST(BenchTools, AnswersToPreparedRequestsHaveToBeProtected) {
    std::string file = ::testing::TempDir() + "prepared." + std::to_string(getpid());
    write_prepared(file, 1024);
    Outcome whole = load(Responder({"--whole"}), "--requests " + file);
    expect_right(whole);
    EXPECT_EQ(whole.figures["answer_bytes"], NTP_HEADER + 36 + 40);
    Outcome bare = load(Responder({}), "--timeout 0.1 --requests " + file + " 2>/dev/null");
    EXPECT_EQ(bare.exit_code, 1);
    EXPECT_GT(bare.figures["wrong_bare"], 0);
    unlink(file.c_str());
}

TEST(BenchTools, HostileDatagramsShowThatTheResponderAnswersAnything) {
    Responder responder({});
    Outcome outcome = generate("hostile", responder, "--count 2000 --pid " + responder.pid() + " 2>/dev/null");
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.figures["sent"], 2000);
    EXPECT_GT(outcome.figures["due_answered"], 0);
    EXPECT_GT(outcome.figures["silence_answered"], 0);
    EXPECT_EQ(outcome.figures["unmatched"], 0);
    EXPECT_EQ(outcome.figures["wrong"], outcome.figures["silence_answered"]);
    EXPECT_GT(outcome.figures["rss_after_kb"], 0);
}

TEST(BenchTools, WaitForTheFirstAnswer) {
    Outcome outcome = generate("first", Responder({}), "");
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_GT(outcome.figures["start_ms"], 0);
    EXPECT_EQ(generate("first", Responder({"--fault", "mode"}), "--timeout 0.05 2>/dev/null").exit_code, 69);
}
