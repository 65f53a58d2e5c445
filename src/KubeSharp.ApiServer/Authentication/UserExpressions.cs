using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>A user as expressions see it.</summary>
internal static class UserExpressions
{
    public static DocObject Of(UserInfo user)
    {
        var extra = new DocObject();
        foreach (var (key, values) in user.Extra)
        {
            extra.Add(key, new DocArray(values.Select(Text)));
        }

        return new DocObject
        {
            { "username", Text(user.Name) },
            { "uid", Text(user.UID) },
            { "groups", new DocArray(user.Groups.Select(Text)) },
            { "extra", extra },
        };
    }

    private static DocScalar Text(string text) => new(text);
}
