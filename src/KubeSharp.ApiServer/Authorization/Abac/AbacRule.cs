using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Abac;

/// <summary>One line of an ABAC policy file, in the meaning of v1beta1.</summary>
internal sealed record AbacRule
{
    public string User { get; init; } = "";

    public string Group { get; init; } = "";

    /// <summary>Only get, list and watch.</summary>
    public bool ReadOnly { get; init; }

    public string ApiGroup { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string NonResourcePath { get; init; } = "";

    public bool Allows(in AuthorizerAttributes attributes) =>
        IsFor(attributes.User)
        && (!ReadOnly || attributes.Verb is "get" or "list" or "watch")
        && (attributes.IsResourceRequest ? CoversResource(attributes) : CoversPath(attributes.Path ?? ""));

    /// <summary>A rule that names neither is for nobody.</summary>
    private bool IsFor(UserInfo user) =>
        (User.Length > 0 || Group.Length > 0)
        && (User.Length == 0 || User == "*" || User == user.Name)
        && (Group.Length == 0 || Group == "*" || user.InGroup(Group));

    private bool CoversResource(in AuthorizerAttributes attributes) =>
        Covers(Namespace, attributes.Namespace) && Covers(Resource, attributes.Resource) && Covers(ApiGroup, attributes.ApiGroup);

    private bool CoversPath(string path) => NonResourcePath is ['*']
        || (NonResourcePath.EndsWith('*') ? path.StartsWith(NonResourcePath[..^1], StringComparison.Ordinal) : NonResourcePath == path);

    private static bool Covers(string pattern, string? value) => pattern == "*" || pattern == (value ?? "");
}
