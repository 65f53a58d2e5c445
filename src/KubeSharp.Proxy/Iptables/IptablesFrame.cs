using System.Globalization;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Iptables;

/// <summary>The chains that all services share, under upstream's names, and the rules that lead there.</summary>
internal sealed class IptablesFrame(IPFamily family, NodeNetwork network, ProxyOptions options)
{
    public const string Nat = "nat";
    public const string Filter = "filter";
    public const string Services = "KUBE-SERVICES";
    public const string NodePorts = "KUBE-NODEPORTS";
    public const string ExternalServices = "KUBE-EXTERNAL-SERVICES";
    public const string Firewall = "KUBE-PROXY-FIREWALL";
    public const string MarkMasquerade = "KUBE-MARK-MASQ";

    private const string Postrouting = "KUBE-POSTROUTING";
    private const string Forward = "KUBE-FORWARD";
    private const string Canary = "KUBE-PROXY-CANARY";
    private const string New = "-m conntrack --ctstate NEW ";

    private static readonly (string Table, string From, string Match, string Comment, string To)[] Jumps =
    [
        (Nat, "PREROUTING", "", "kubernetes service portals", Services),
        (Nat, "OUTPUT", "", "kubernetes service portals", Services),
        (Nat, "POSTROUTING", "", "kubernetes postrouting rules", Postrouting),
        (Filter, "FORWARD", "", "kubernetes forwarding rules", Forward),
        (Filter, "INPUT", New, "kubernetes externally-visible service portals", ExternalServices),
        (Filter, "FORWARD", New, "kubernetes externally-visible service portals", ExternalServices),
        (Filter, "FORWARD", New, "kubernetes service portals", Services),
        (Filter, "OUTPUT", New, "kubernetes service portals", Services),
        (Filter, "INPUT", "", "kubernetes health check service ports", NodePorts),
        (Filter, "INPUT", New, "kubernetes load balancer firewall", Firewall),
        (Filter, "OUTPUT", New, "kubernetes load balancer firewall", Firewall),
        (Filter, "FORWARD", New, "kubernetes load balancer firewall", Firewall),
    ];

    /// <summary>The shared chains of a table.</summary>
    public static IReadOnlyList<string> Chains(string table) => table == Nat
        ? [Services, NodePorts, Postrouting, MarkMasquerade, Canary]
        : [Services, ExternalServices, NodePorts, Forward, Firewall, Canary];

    /// <summary>Whether a chain is one of a service.</summary>
    public static bool IsServiceChain(string chain) =>
        chain.StartsWith("KUBE-SVC-", StringComparison.Ordinal)
        || chain.StartsWith("KUBE-SVL-", StringComparison.Ordinal)
        || chain.StartsWith("KUBE-SEP-", StringComparison.Ordinal)
        || chain.StartsWith("KUBE-EXT-", StringComparison.Ordinal)
        || chain.StartsWith("KUBE-FW-", StringComparison.Ordinal);

    /// <summary>The rules that lead to the shared chains, where a table does not have them yet.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="saved">Its content, as iptables-save prints it.</param>
    public static IEnumerable<string> MissingJumps(string table, string[] saved) => Jumps
        .Where(jump => jump.Table == table && !saved.Any(line => IsJump(line, jump.From, jump.To)))
        .Select(static jump => $"-I {jump.From} {jump.Match}-m comment --comment \"{jump.Comment}\" -j {jump.To}");

    /// <summary>What takes the jumps away again.</summary>
    public static IEnumerable<string> RemovedJumps(string table, string[] saved) => saved
        .Where(line => Jumps.Any(jump => jump.Table == table && IsJump(line, jump.From, jump.To)))
        .Select(static line => "-D" + line[2..]);

    /// <summary>The rules of the shared chains that stand there whatever the services are. In <see cref="Services"/> they have to be the last.</summary>
    public IEnumerable<string> Rules(string table)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"0x{1 << options.MasqueradeBit:x}");
        return table == Nat
            ?
            [
                $"-A {MarkMasquerade} -j MARK --or-mark {mark}",
                $"-A {Postrouting} -m mark ! --mark {mark}/{mark} -j RETURN",
                $"-A {Postrouting} -j MARK --xor-mark {mark}",
                $"-A {Postrouting} -m comment --comment \"kubernetes service traffic requiring SNAT\" -j MASQUERADE --random-fully",
                .. NodePortDestinations().Select(static destination =>
                    $"-A {Services} -m comment --comment \"kubernetes service nodeports; NOTE: this must be the last rule in this chain\" {destination} -j {NodePorts}"),
            ]
            :
            [
                $"-A {Forward} -m conntrack --ctstate INVALID -j DROP",
                $"-A {Forward} -m comment --comment \"kubernetes forwarding rules\" -m mark --mark {mark}/{mark} -j ACCEPT",
                $"-A {Forward} -m comment --comment \"kubernetes forwarding conntrack rule\" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            ];
    }

    private IEnumerable<string> NodePortDestinations() => network.NodePortAddresses?.Select(static address => "-d " + address)
        ?? (family == IPFamily.IPv6 ? ["! -d ::1/128 -m addrtype --dst-type LOCAL"]
            : options.LocalhostNodePorts ? ["-m addrtype --dst-type LOCAL"]
            : ["! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL"]);

    private static bool IsJump(string line, string from, string to) =>
        line.StartsWith($"-A {from} ", StringComparison.Ordinal) && line.EndsWith(" -j " + to, StringComparison.Ordinal);
}
