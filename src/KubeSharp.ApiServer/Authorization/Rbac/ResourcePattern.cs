namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>An entry of a rule's resources: <c>*</c>, <c>pods</c>, <c>pods/log</c> or <c>*/scale</c>.</summary>
internal readonly record struct ResourcePattern(string Resource, string Subresource)
{
    private const string All = "*";

    public bool IsForEveryResource => Resource == All;

    public static ResourcePattern Parse(string text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? new ResourcePattern(text, "") : new ResourcePattern(text[..slash], text[(slash + 1)..]);
    }

    /// <summary><c>*</c> alone covers subresources too; <c>pods</c> does not.</summary>
    public bool Matches(string resource, string subresource)
    {
        if (Resource == All)
        {
            return Subresource.Length == 0 || Subresource == subresource;
        }

        return Resource == resource && Subresource == subresource;
    }
}
