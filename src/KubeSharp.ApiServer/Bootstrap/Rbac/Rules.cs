using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>Policy rules in a compact notation: lists are words, the core group is <c>core</c>.</summary>
internal static class Rules
{
    public const string Read = "get list watch";
    public const string Write = "create delete deletecollection patch update";
    public const string ReadWrite = Read + " " + Write;

    /// <summary>Recording events.</summary>
    public static PolicyRule Events { get; } = Allow("create patch update", "core events.k8s.io", "events");

    public static PolicyRule Allow(string verbs, string groups, string resources) => new()
    {
        Verbs = Words(verbs),
        APIGroups = Words(groups.Replace("core", " ", StringComparison.Ordinal), core: groups.Split(' ').Contains("core")),
        Resources = Words(resources),
    };

    public static PolicyRule AllowNamed(string verbs, string groups, string resources, string names) =>
        Allow(verbs, groups, resources) with { ResourceNames = Words(names) };

    public static PolicyRule AllowUrls(string verbs, string urls) => new() { Verbs = Words(verbs), NonResourceURLs = Words(urls) };

    private static ApiList<string> Words(string text, bool core = false)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. words.Concat(core ? [""] : []).Distinct().Order(StringComparer.Ordinal)];
    }
}
