using System.Net;
using KubeSharp.Addons.ClusterDns;

namespace KubeSharp.Addons.Tests.ClusterDns;

public sealed class ClusterZoneTests
{
    private const string Shop = ".shop.svc.cluster.local";

    [Theory]
    [InlineData("web" + Shop, "A", "10.96.0.10")]
    [InlineData("web" + Shop, "AAAA", "fd00::10")]
    [InlineData("db" + Shop, "A", "10.244.0.1 10.244.0.2")]
    [InlineData("early" + Shop, "A", "10.244.0.4")]
    [InlineData("db-0.db" + Shop, "A", "10.244.0.1")]
    [InlineData("10-244-0-2.db" + Shop, "A", "10.244.0.2")]
    [InlineData("10-244-0-9.web" + Shop, "A", "10.244.0.9")]
    [InlineData("10-244-0-77.any.pod.cluster.local", "A", "10.244.0.77")]
    [InlineData("fd00--7.any.pod.cluster.local", "AAAA", "fd00::7")]
    public async Task NamesHaveAddresses(string name, string type, string addresses)
    {
        await using var dns = await DnsHarness.StartAsync();

        var answer = dns.Zone.Find(name, Enum.Parse<DnsRecordType>(type));

        Assert.NotNull(answer);
        Assert.Equal(DnsResponseCode.NoError, answer.Code);
        Assert.Equal(addresses, string.Join(' ', answer.Records.Select(record => record.Address)));
    }

    /// <summary>A name that is there without what was asked for is no error: a resolver goes on to other types, not to other names.</summary>
    [Theory]
    [InlineData("db" + Shop, "AAAA", "NoError")]
    [InlineData("web" + Shop, "TXT", "NoError")]
    [InlineData("shop.svc.cluster.local", "A", "NoError")]
    [InlineData("svc.cluster.local", "A", "NoError")]
    [InlineData("cluster.local", "A", "NoError")]
    [InlineData("10-244-0-77.any.pod.cluster.local", "AAAA", "NoError")]
    [InlineData("_http._tcp.web" + Shop, "A", "NoError")]
    [InlineData("none" + Shop, "A", "NameError")]
    [InlineData("web.elsewhere.svc.cluster.local", "A", "NameError")]
    [InlineData("elsewhere.svc.cluster.local", "A", "NameError")]
    [InlineData("nobody" + Shop, "A", "NameError")]
    [InlineData("10-244-0-3.db" + Shop, "A", "NameError")]
    [InlineData("db-1.db" + Shop, "A", "NameError")]
    [InlineData("no-address.any.pod.cluster.local", "A", "NameError")]
    [InlineData("_none._tcp.web" + Shop, "SRV", "NameError")]
    [InlineData("_http._udp.web" + Shop, "SRV", "NameError")]
    [InlineData("a.b.c.d" + Shop, "A", "NameError")]
    [InlineData("web.cluster.local", "A", "NameError")]
    public async Task NoDataIsNotNoName(string name, string type, string code)
    {
        await using var dns = await DnsHarness.StartAsync();

        var answer = dns.Zone.Find(name, Enum.Parse<DnsRecordType>(type));

        Assert.NotNull(answer);
        Assert.Empty(answer.Records);
        Assert.Equal(Enum.Parse<DnsResponseCode>(code), answer.Code);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("local")]
    [InlineData("othercluster.local")]
    [InlineData("web.shop.svc.cluster.local.example.org")]
    public async Task OtherNamesAreNotOurs(string name)
    {
        await using var dns = await DnsHarness.StartAsync();
        Assert.Null(dns.Zone.Find(name, DnsRecordType.A));
    }

    [Fact]
    public async Task PortsHaveServiceRecords()
    {
        await using var dns = await DnsHarness.StartAsync();

        var web = await dns.AskAsync("_http._tcp.web" + Shop, DnsRecordType.SRV);
        Assert.Equal([$"_http._tcp.web{Shop} SRV 100 80 web{Shop}"], web.Answers);
        Assert.Equal([$"web{Shop} A 10.96.0.10", $"web{Shop} AAAA fd00::10"], web.Additional);
        Assert.Equal([$"_syslog._udp.web{Shop} SRV 100 514 web{Shop}"], (await dns.AskAsync("_syslog._udp.web" + Shop, DnsRecordType.SRV)).Answers);

        var db = await dns.AskAsync("_sql._tcp.db" + Shop, DnsRecordType.SRV);
        Assert.Equal([$"_sql._tcp.db{Shop} SRV 50 5432 db-0.db{Shop}", $"_sql._tcp.db{Shop} SRV 50 5432 10-244-0-2.db{Shop}"], db.Answers);
        Assert.Equal([$"db-0.db{Shop} A 10.244.0.1", $"10-244-0-2.db{Shop} A 10.244.0.2"], db.Additional);
    }

    [Fact]
    public async Task TheZoneDescribesItself()
    {
        await using var dns = await DnsHarness.StartAsync();
        Assert.Equal(["dns-version.cluster.local TXT 1.1.0"], (await dns.AskAsync("dns-version.cluster.local", DnsRecordType.TXT)).Answers);
        Assert.Equal(["cluster.local NS ns.dns.cluster.local"], (await dns.AskAsync("cluster.local", DnsRecordType.NS)).Answers);
    }

    [Theory]
    [InlineData("10.96.0.10", "web" + Shop)]
    [InlineData("fd00::10", "web" + Shop)]
    [InlineData("10.244.0.1", "db-0.db" + Shop)]
    [InlineData("10.244.0.2", "10-244-0-2.db" + Shop)]
    [InlineData("192.0.2.1", null)]
    public async Task AddressesHaveNames(string address, string? name)
    {
        await using var dns = await DnsHarness.StartAsync();
        Assert.Equal(name, dns.Zone.FindName(IPAddress.Parse(address)));
    }
}
