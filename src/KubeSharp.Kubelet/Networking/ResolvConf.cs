namespace KubeSharp.Kubelet.Networking;

/// <summary>A parsed resolver configuration (resolv.conf(5)).</summary>
internal sealed record ResolvConf(IReadOnlyList<string> Servers, IReadOnlyList<string> Searches, IReadOnlyList<string> Options)
{
    public static ResolvConf Empty { get; } = new([], [], []);

    public static ResolvConf Parse(string text)
    {
        var servers = new List<string>();
        IReadOnlyList<string> searches = [];
        var options = new List<string>();
        foreach (var rawLine in text.Split('\n'))
        {
            var line = rawLine.AsSpan().Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }
            var fields = line.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            switch (fields[0])
            {
                case "nameserver" when fields.Length > 1:
                    servers.Add(fields[1]);
                    break;
                case "search":
                    // The last search line counts. A lone dot is the root domain, which the resolver appends anyway.
                    searches = [.. fields[1..].Where(field => field != ".").Select(field => field.Length > 1 ? field.TrimEnd('.') : field)];
                    break;
                case "options":
                    options.AddRange(fields[1..]);
                    break;
            }
        }
        return new ResolvConf(servers, searches, options);
    }
}
