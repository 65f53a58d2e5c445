using KubeSharp.ApiServer.Authentication;
using ApiUserInfo = KubeSharp.Api.Authentication.V1.UserInfo;

namespace KubeSharp.ApiServer.Authentication.Reviews;

/// <summary>Users as reviews show them.</summary>
internal static class ReviewUsers
{
    public static ApiUserInfo ToApi(UserInfo user) => new()
    {
        Username = user.Name,
        UID = user.UID,
        Groups = user.Groups,
        Extra = user.Extra,
    };
}
