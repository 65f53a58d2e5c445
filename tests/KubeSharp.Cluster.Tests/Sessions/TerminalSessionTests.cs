namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>exec, attach and run with a terminal, as a person at a keyboard uses them.</summary>
public sealed class TerminalSessionTests(ClusterFixture fixture)
{
    private const string Tidy = "trap 'exit 0' TERM; ";

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Exec(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "exec");
        await session.StartPodAsync("box", Session.Pod("box", Tidy + "while :; do sleep 0.2; done"));

        await using var shell = session.StartOnTerminal("exec -it box -- sh");
        await shell.SeeAsync("# ");
        await shell.TypeAsync("tty; stty size; echo $((20 + 3))\r");
        var screen = await shell.SeeAsync("23\r\n");
        Assert.Contains("/dev/pts/", screen);
        Assert.Contains("41 101\r\n", screen);
        await shell.TypeAsync("echo be''gun; sleep 600\r");
        await shell.SeeAsync("begun\r\n");
        await shell.TypeAsync("\u0003");
        await shell.SeeAsync("^C");
        await shell.TypeAsync("echo ended with $?\r");
        await shell.SeeAsync("ended with 130\r\n");
        await shell.TypeAsync("exit 7\r");
        Assert.Equal(7, await shell.ExitAsync());
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task TheSizeOfTheWindowFollows(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "resize");
        await session.StartPodAsync("box", Session.Pod("box", Tidy + "while :; do sleep 0.2; done"));

        // The terminal is resized once the container has said how large it was.
        var go = Path.Combine(fixture.Cluster.DataDirectory, session.Namespace);
        await using var shell = session.StartOnTerminal(
            "exec -it box -- sh -c 'until [ \"$(stty size)\" = \"41 101\" ]; do sleep 0.1; done; echo first; until [ \"$(stty size)\" = \"50 132\" ]; do sleep 0.1; done; echo resized'",
            $"(until [ -e {go} ]; do sleep 0.1; done; stty -F /dev/tty rows 50 cols 132) &");
        await shell.SeeAsync("first");
        await File.WriteAllTextAsync(go, "");
        await shell.SeeAsync("resized");
        Assert.Equal(0, await shell.ExitAsync());
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task ExecWithoutATerminal(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "plain");
        await session.StartPodAsync("box", Session.Pod("box", Tidy + "while :; do sleep 0.2; done"));

        var both = await session.TryAsync("exec box -- sh -c 'echo out; echo err >&2; exit 9'");
        Assert.Equal((9, "out\n"), (both.ExitCode, both.Output));
        Assert.StartsWith("err\n", both.Error);
        Assert.Contains("command terminated with exit code 9", both.Error);
        var large = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"{number}\n"));
        Assert.Equal(large, await session.RunAsync("exec -i box -- cat", large));
        Assert.Contains("executable file not found", await session.FailAsync("exec box -- nothing"));
        Assert.Contains("pods \"nobody\" not found", await session.FailAsync("exec nobody -- true"));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Attach(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "attach");
        await session.StartPodAsync("echo", Session.Pod(
            "echo", "while read line; do echo got $line; done; echo end of input", """ "restartPolicy":"Never", """, """ "stdin":true,"stdinOnce":true, """));

        await using var attached = session.Start("attach -i echo");
        await attached.TypeAsync("one\n");
        await attached.SeeAsync("got one\n");
        await attached.TypeAsync("two\n");
        await attached.SeeAsync("got two\n");
        attached.EndInput();
        Assert.Equal(0, await attached.ExitAsync());
        await session.EventuallyAsync("get pod echo -o jsonpath={.status.phase}", phase => phase == "Succeeded");
        Assert.Equal("got one\ngot two\nend of input\n", await session.RunAsync("logs echo"));
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Run(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "run");

        // Its end is its exit code, and nothing is left of it.
        await using (var shell = session.StartOnTerminal("run once --rm -it --restart=Never --image=kubesharp.local/busybox:1 -- sh"))
        {
            await shell.SeeAsync("# ");
            await shell.TypeAsync("echo $((40 + 2))\r");
            await shell.SeeAsync("42\r\n");
            await shell.TypeAsync("exit 4\r");
            Assert.Equal(4, await shell.ExitAsync());
            Assert.Contains("pod \"once\" deleted", shell.Output);
        }

        Assert.Contains("No resources found", (await session.TryAsync("get pods")).Error);
        var piped = await session.RunAsync("run pipe --rm -i --restart=Never --image=kubesharp.local/busybox:1 -- cat", "through the pipe\n");
        Assert.Contains("through the pipe\n", piped);

        Assert.Equal("pod/web created", (await session.RunAsync("run web --image=kubesharp.local/web:1 --port=8080 --labels=app=web,tier=front --env=GREETING=hello")).Trim());
        await session.RunAsync("wait --for=condition=Ready pod/web --timeout=60s");
        Assert.Contains("app=web,tier=front", await session.RunAsync("get pods --show-labels"));
        Assert.Equal("pod/dry", (await session.RunAsync("run dry --image=none --dry-run=server -o name")).Trim());
        Assert.Contains("pods \"web\" already exists", await session.FailAsync("run web --image=kubesharp.local/web:1"));
    }
}
