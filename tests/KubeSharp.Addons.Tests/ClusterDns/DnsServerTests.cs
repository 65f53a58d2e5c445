using System.Net;
using KubeSharp.Addons.ClusterDns;

namespace KubeSharp.Addons.Tests.ClusterDns;

public sealed class DnsServerTests
{
    private const string Shop = ".shop.svc.cluster.local";

    [Fact]
    public async Task AnAnswerBelongsToItsQuestion_WhateverTheCase()
    {
        await using var dns = await DnsHarness.StartAsync();

        var answer = await dns.AskAsync("WEB.Shop.svc.Cluster.LOCAL", DnsRecordType.A);

        Assert.Equal((0x1234, 1, true, false), (answer.Id, answer.Questions, answer.IsAuthoritative, answer.IsTruncated));
        Assert.Equal(["WEB.Shop.svc.Cluster.LOCAL A 10.96.0.10"], answer.Answers);
        Assert.Empty(dns.Upstream.Asked);
    }

    [Fact]
    public async Task NoAnswerComesWithTheAuthority()
    {
        await using var dns = await DnsHarness.StartAsync();

        var nothing = await dns.AskAsync("none" + Shop, DnsRecordType.A);

        Assert.Equal(DnsResponseCode.NameError, nothing.Code);
        Assert.Equal(["cluster.local SOA ns.dns.cluster.local"], nothing.Authority);
    }

    [Fact]
    public async Task ReverseLookUps()
    {
        await using var dns = await DnsHarness.StartAsync();

        Assert.Equal(["10.0.96.10.in-addr.arpa PTR web" + Shop], (await dns.AskAsync("10.0.96.10.in-addr.arpa", DnsRecordType.PTR)).Answers);
        const string v6 = "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa";
        Assert.Equal([v6 + " PTR web" + Shop], (await dns.AskAsync(v6, DnsRecordType.PTR)).Answers);

        // Somebody else's address is somebody else's business.
        await dns.AskAsync("1.2.0.192.in-addr.arpa", DnsRecordType.PTR);
        Assert.Single(dns.Upstream.Asked);
    }

    [Fact]
    public async Task WhatDoesNotFitIsTruncated_AndComesWholeByTcp()
    {
        await using var dns = await DnsHarness.StartAsync();

        var small = await dns.AskAsync("crowd" + Shop, DnsRecordType.A);
        Assert.True(small.IsTruncated);
        Assert.Empty(small.Answers);

        var larger = await dns.AskAsync("crowd" + Shop, DnsRecordType.A, size: 4096);
        Assert.False(larger.IsTruncated);
        Assert.Equal(60, larger.Answers.Count);
        Assert.Equal(["OPT"], larger.Additional);

        // A size below that of plain DNS counts as that.
        Assert.Single((await dns.AskAsync("web" + Shop, DnsRecordType.A, size: 1)).Answers);
        Assert.Equal(60, (await dns.AskAsync("crowd" + Shop, DnsRecordType.A, tcp: true)).Answers.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OtherNamesArePassedOnUnread(bool tcp)
    {
        await using var dns = await DnsHarness.StartAsync();
        byte[] foreign = [1, 2, 3];
        dns.Upstream.Answer = _ => foreign;
        var query = DnsMessage.Query("example.org", DnsRecordType.A);

        Assert.Equal(foreign, await dns.Server.AnswerAsync(query, tcp, TestContext.Current.CancellationToken));
        Assert.Equal(query, Assert.Single(dns.Upstream.Asked).Query);
        Assert.Equal(tcp, dns.Upstream.Asked[0].Tcp);
    }

    [Fact]
    public async Task WithoutAnUpstreamTheAnswerIsAFailure()
    {
        await using var dns = await DnsHarness.StartAsync();

        var answer = await dns.AskAsync("example.org", DnsRecordType.A, size: 1232);

        Assert.Equal((DnsResponseCode.ServerFailure, 1, 0x1234), (answer.Code, answer.Questions, answer.Id));
    }

    /// <summary>C libraries take the address from the answer with the alias; they do not ask for it again.</summary>
    [Fact]
    public async Task AnExternalNameComesWithItsAddress()
    {
        await using var dns = await DnsHarness.StartAsync();
        dns.Upstream.Answer = query => DnsResponseWriter.Write(
            query.Span,
            Question(query),
            new DnsAnswer(
                DnsResponseCode.NoError,
                [
                    new DnsRecord("mx.example.org", DnsRecordType.CNAME) { Target = "host.example.org" },
                    new DnsRecord("host.example.org", DnsRecordType.A) { Address = IPAddress.Parse("192.0.2.25") },
                ]),
            "example.org",
            4096);

        Assert.Equal(
            [$"mail{Shop} CNAME mx.example.org", "mx.example.org CNAME host.example.org", "host.example.org A 192.0.2.25"],
            (await dns.AskAsync("mail" + Shop, DnsRecordType.A)).Answers);
        Assert.Equal([$"mail{Shop} CNAME mx.example.org"], (await dns.AskAsync("mail" + Shop, DnsRecordType.CNAME)).Answers);
        Assert.Equal([$"inner{Shop} CNAME web{Shop}", $"web{Shop} A 10.96.0.10"], (await dns.AskAsync("inner" + Shop, DnsRecordType.A)).Answers);
    }

    [Fact]
    public async Task AnExternalNameThatNobodyKnowsIsStillAnAlias()
    {
        await using var dns = await DnsHarness.StartAsync();

        Assert.Equal([$"mail{Shop} CNAME mx.example.org"], (await dns.AskAsync("mail" + Shop, DnsRecordType.A)).Answers);

        // One that points at itself comes to an end.
        Assert.NotEmpty((await dns.AskAsync("loop" + Shop, DnsRecordType.A, size: 4096)).Answers);
    }

    [Fact]
    public async Task ABrokenUpstreamAnswerDoesNoHarm()
    {
        await using var dns = await DnsHarness.StartAsync();
        var random = new Random(4711);
        dns.Upstream.Answer = query =>
        {
            var whole = DnsResponseWriter.Write(
                query.Span, Question(query), new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord("mx.example.org", DnsRecordType.CNAME) { Target = "host.example.org" }]), "", 4096);
            random.NextBytes(whole.AsSpan(random.Next(12, whole.Length)));
            return whole[..random.Next(whole.Length)];
        };
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            Assert.Contains($"mail{Shop} CNAME mx.example.org", (await dns.AskAsync("mail" + Shop, DnsRecordType.A, size: 4096)).Answers);
        }
    }

    [Fact]
    public async Task MalformedQueriesAreRefusedOrIgnored()
    {
        await using var dns = await DnsHarness.StartAsync();
        var good = DnsMessage.Query("web" + Shop, DnsRecordType.A);

        Assert.Null(await RawAsync(dns, []));
        Assert.Null(await RawAsync(dns, good[..11]));
        Assert.Null(await RawAsync(dns, With(good, 2, 0x80)));
        Assert.Equal(DnsResponseCode.FormatError, Code(await RawAsync(dns, good[..20])));
        Assert.Equal(DnsResponseCode.FormatError, Code(await RawAsync(dns, With(good, 5, 2))));
        Assert.Equal(DnsResponseCode.FormatError, Code(await RawAsync(dns, With(good, 12, 0xc0))));
        Assert.Equal(DnsResponseCode.NotImplemented, Code(await RawAsync(dns, With(good, 2, 0x28))));
    }

    [Fact]
    public async Task NoiseIsNeverAnError()
    {
        await using var dns = await DnsHarness.StartAsync();
        var random = new Random(4711);
        for (var attempt = 0; attempt < 5000; attempt++)
        {
            var query = DnsMessage.Query("db-0.db" + Shop, DnsRecordType.SRV, 1232);
            random.NextBytes(query.AsSpan(random.Next(query.Length)));
            if (await RawAsync(dns, query[..random.Next(query.Length + 1)]) is { } answer)
            {
                DnsMessage.Parse(answer);
            }
        }
    }

    private static byte[] With(byte[] query, int offset, byte value)
    {
        var changed = query.ToArray();
        changed[offset] = value;
        return changed;
    }

    private static DnsResponseCode Code(byte[]? answer) => DnsMessage.Parse(answer!).Code;

    private static ValueTask<byte[]?> RawAsync(DnsHarness dns, byte[] query) => dns.Server.AnswerAsync(query, tcp: false, TestContext.Current.CancellationToken);

    private static DnsQuestion Question(ReadOnlyMemory<byte> query)
    {
        DnsQueryReader.Read(query.Span, out var question);
        return question;
    }
}
