namespace KubeSharp.ApiServer.OpenApi;

/// <summary>A group version in the names of operations and tags.</summary>
internal static class GroupNames
{
    /// <summary><c>core_v1</c>, <c>rbacAuthorization_v1</c>.</summary>
    public static string Tag(string group, string version)
    {
        var title = Title(group);
        return char.ToLowerInvariant(title[0]) + title[1..] + "_" + version;
    }

    /// <summary><c>CoreV1</c>, <c>RbacAuthorizationV1</c>.</summary>
    public static string Prefix(string group, string version) => Title(group) + Capital(version);

    public static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];

    private static string Title(string group)
    {
        if (group.Length == 0)
        {
            return "Core";
        }

        var name = group.EndsWith(".k8s.io", StringComparison.Ordinal) ? group[..^".k8s.io".Length] : group;
        return string.Concat(name.Split('.', '-').Select(Capital));
    }
}
