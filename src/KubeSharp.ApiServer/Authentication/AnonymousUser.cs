namespace KubeSharp.ApiServer.Authentication;

/// <summary>Whoever shows no credential.</summary>
internal static class AnonymousUser
{
    public static UserInfo Info { get; } = new()
    {
        Name = WellKnownUsers.Anonymous,
        Groups = [WellKnownUsers.UnauthenticatedGroup],
    };
}
