using KubeSharp.Api;

namespace KubeSharp.Cli.Commands;

/// <summary>Reads the flags that name API groups and versions.</summary>
internal static class ApiVersionFlags
{
    private static readonly string[] Kinds = ["api/all", "api/ga", "api/beta", "api/alpha"];

    public static IReadOnlyDictionary<string, bool> RuntimeConfig(string[] values, string flag)
    {
        var switches = FlagValues.Switches(values, flag);
        string[] unknown = [.. switches.Keys.Where(static key => !Kinds.Contains(key) && !IsGroup(key))];
        return unknown.Length == 0 ? switches : throw new UserException($"{flag}: unknown api groups {string.Join(',', unknown)}");
    }

    public static IReadOnlyList<string> StorageVersions(string[] values, string flag)
    {
        var versions = FlagValues.Split(values);
        var unknown = versions.FirstOrDefault(static version => !ApiTypes.All.Any(type => type.ApiVersion == version));
        return unknown is null ? versions : throw new UserException($"{flag}: {unknown} is no version of a group that can be stored");
    }

    /// <summary>The key of a switch begins with a group, or with the version of the core group.</summary>
    private static bool IsGroup(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return ApiResources.All.Any(resource => slash < 0 ? resource.ApiVersion == key : resource.Group.AsSpan().SequenceEqual(key.AsSpan(0, slash)) || key == "v1/" + resource.Name);
    }
}
