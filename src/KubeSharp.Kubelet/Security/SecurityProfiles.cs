using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Security;

/// <summary>Seccomp and AppArmor profiles as the runtime takes them.</summary>
internal sealed class SecurityProfiles(string seccompRoot, bool seccompDefault)
{
    private const string RuntimeDefault = "RuntimeDefault";
    private const string Localhost = "Localhost";
    private const string Unconfined = "Unconfined";

    public SecurityProfile Seccomp(SeccompProfile? profile) => profile?.Type switch
    {
        RuntimeDefault => new SecurityProfile { ProfileType = SecurityProfile.Types.ProfileType.RuntimeDefault },
        Localhost => new SecurityProfile
        {
            ProfileType = SecurityProfile.Types.ProfileType.Localhost,
            LocalhostRef = Path.Combine(seccompRoot, profile.LocalhostProfile ?? ""),
        },
        null when seccompDefault => new SecurityProfile { ProfileType = SecurityProfile.Types.ProfileType.RuntimeDefault },
        _ => new SecurityProfile { ProfileType = SecurityProfile.Types.ProfileType.Unconfined },
    };

    /// <summary>The field, else the annotation of the years before there was one. Null leaves it to the runtime.</summary>
    public static SecurityProfile? AppArmor(Pod pod, string container, AppArmorProfile? profile)
    {
        if (profile is not null)
        {
            return Profile(profile.Type, profile.LocalhostProfile ?? "");
        }
        if (!pod.Metadata.Annotations.TryGetValue(Constants.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix + container, out var value))
        {
            return null;
        }
        return value switch
        {
            Constants.DeprecatedAppArmorBetaProfileRuntimeDefault => Profile(RuntimeDefault, ""),
            Constants.DeprecatedAppArmorBetaProfileNameUnconfined => Profile(Unconfined, ""),
            _ when value.StartsWith(Constants.DeprecatedAppArmorBetaProfileNamePrefix, StringComparison.Ordinal) =>
                Profile(Localhost, value[Constants.DeprecatedAppArmorBetaProfileNamePrefix.Length..]),
            _ => null,
        };
    }

    private static SecurityProfile Profile(string type, string reference) => new()
    {
        ProfileType = type switch
        {
            RuntimeDefault => SecurityProfile.Types.ProfileType.RuntimeDefault,
            Localhost => SecurityProfile.Types.ProfileType.Localhost,
            _ => SecurityProfile.Types.ProfileType.Unconfined,
        },
        LocalhostRef = reference,
    };
}
