namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>The form that the names of a resource must have.</summary>
internal enum NameRule
{
    /// <summary>Dot-separated DNS labels: most resources.</summary>
    Subdomain,

    /// <summary>One DNS label (RFC 1123): namespaces.</summary>
    Label,

    /// <summary>One DNS label that starts with a letter (RFC 1035): services.</summary>
    Label1035,

    /// <summary>Anything that fits between two slashes of a path: RBAC kinds.</summary>
    PathSegment,

    /// <summary>The kind has a rule of its own and checks the name itself.</summary>
    Own,
}
