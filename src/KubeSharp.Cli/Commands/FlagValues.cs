using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Proxy;
using KubeSharp.Proxy.Configuration;

namespace KubeSharp.Cli.Commands;

/// <summary>Reads the values of flags that are more than plain words.</summary>
internal static class FlagValues
{
    public static IReadOnlyList<string> Split(string[] values) =>
        [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>key=value pairs, as --runtime-config and --node-labels have them. A key alone means true.</summary>
    public static Dictionary<string, string> Pairs(string[] values) =>
        Split(values).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "true");

    /// <summary>The content of a file that a flag names; "" if it names none.</summary>
    public static string ReadFile(string path, string flag)
    {
        if (path.Length == 0)
        {
            return "";
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException failure)
        {
            throw new UserException($"{flag}: {failure.Message}");
        }
    }

    /// <summary>Two numbers with a dash between: the first and the last port.</summary>
    public static (int First, int Last) PortRange(string text, string flag) =>
        text.Split('-') is [var first, var last] && int.TryParse(first, out var from) && int.TryParse(last, out var to) && from > 0 && from <= to && to < 65536
            ? (from, to)
            : throw new UserException($"{flag} {text} is not a range of ports; write it like 30000-32767");

    /// <summary>A path that means the same in another directory; "" stays "".</summary>
    public static string FullPath(string path) => path.Length == 0 ? "" : Path.GetFullPath(path);

    /// <summary>A span of time in Go's form: 1m30s.</summary>
    public static TimeSpan Span(string text, string flag) =>
        Duration.TryParse(text, out var span) ? span.Value : throw new UserException($"{flag} {text} is not a span of time; write it like 1m30s");

    public static IPAddress Address(string text, string flag) =>
        IPAddress.TryParse(text, out var address) ? address : throw new UserException($"{flag} {text} is not an address");

    /// <summary>Where a server listens; an address alone means the given port.</summary>
    public static string EndPoint(string text, string flag, int port) =>
        IPAddress.TryParse(text, out var address) ? new IPEndPoint(address, port).ToString()
        : IPEndPoint.TryParse(text, out _) ? text
        : throw new UserException($"{flag} {text} is not an address with a port; write it like 127.0.0.1:{port}");

    public static IPNetwork Network(string text, string flag) => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new UserException($"{flag} {text} is not a network address; write it like 10.96.0.0/16");

    public static string OneOf(string text, string flag, params string[] known) =>
        known.Contains(text) ? text : throw new UserException($"{flag} {text} is not available; use {string.Join(" or ", known)}");

    /// <summary>Who makes services work; "" leaves it to the machine.</summary>
    public static ProxyMode ProxyMode(string text, string flag)
    {
        try
        {
            return KubeProxyConfigurationReader.Mode(text);
        }
        catch (KubeProxyConfigurationException)
        {
            throw new UserException($"{flag} {text} is not available; use nftables, iptables or userspace");
        }
    }

    /// <summary>Names that are switched on or off.</summary>
    public static Dictionary<string, bool> Switches(string[] values, string flag) => Pairs(values).ToDictionary(
        pair => pair.Key,
        pair => bool.TryParse(pair.Value, out var on) ? on : throw new UserException($"{flag} {pair.Key}={pair.Value}: write true or false"));

    public static Dictionary<string, Quantity> Quantities(string[] values, string flag) => Pairs(values).ToDictionary(
        pair => pair.Key,
        pair => Quantity.TryParse(pair.Value, out var quantity) ? quantity : throw new UserException($"{flag} {pair.Key}={pair.Value} is not a quantity"));

    /// <summary>Signals with what they must not fall below: memory.available&lt;100Mi.</summary>
    public static Dictionary<string, string> Thresholds(string[] values, string flag) => Split(values).Select(value => value.Split('<', 2)).ToDictionary(
        parts => parts[0],
        parts => parts.Length == 2 ? parts[1] : throw new UserException($"{flag} {parts[0]} has no threshold; write it like memory.available<100Mi"));

    /// <summary>key=value:effect, or key:effect.</summary>
    public static IReadOnlyList<Taint> Taints(string[] values, string flag) =>
    [
        .. Split(values).Select(text =>
        {
            var effectAt = text.LastIndexOf(':');
            if (effectAt <= 0 || text[(effectAt + 1)..] is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                throw new UserException($"{flag} {text} is not a taint; write it like key=value:NoSchedule");
            }

            var pair = text[..effectAt].Split('=', 2);
            return new Taint { Key = pair[0], Value = pair.Length == 2 ? pair[1] : "", Effect = text[(effectAt + 1)..] };
        }),
    ];
}
