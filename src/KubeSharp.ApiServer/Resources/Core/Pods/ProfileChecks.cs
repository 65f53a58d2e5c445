using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Seccomp and AppArmor profiles.</summary>
internal static class ProfileChecks
{
    private const int MaxProfilePath = 4095;

    public static void Seccomp(ErrorList errors, FieldPath parent, SeccompProfile? profile)
    {
        if (profile is null)
        {
            return;
        }

        var path = parent.Child("seccompProfile");
        if (profile.Type.Length == 0)
        {
            errors.Required(path.Child("type"), "type is required when seccompProfile is set");
        }
        else
        {
            FieldChecks.OneOf(errors, path, "type", profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
        }

        if (profile.Type != "Localhost")
        {
            if (profile.LocalhostProfile is not null)
            {
                errors.Invalid(
                    path.Child("localhostProfile"),
                    ValueText.Struct(("type", ErrorList.Quote(profile.Type)), ("localhostProfile", ErrorList.Quote(profile.LocalhostProfile))),
                    "can only be set when seccomp type is Localhost");
            }
        }
        else if (profile.LocalhostProfile is null)
        {
            errors.Required(path.Child("localhostProfile"), "must be set when seccomp type is Localhost");
        }
        else
        {
            PathChecks.LocalDescending(errors, path, "localhostProfile", profile.LocalhostProfile);
        }
    }

    public static void AppArmor(ErrorList errors, FieldPath parent, AppArmorProfile? profile)
    {
        if (profile is null)
        {
            return;
        }

        var path = parent.Child("appArmorProfile");
        switch (profile.Type)
        {
            case "Localhost":
                AppArmorLocalhost(errors, path.Child("localhostProfile"), profile.LocalhostProfile);
                break;
            case "RuntimeDefault" or "Unconfined":
                if (profile.LocalhostProfile is not null)
                {
                    errors.InvalidText(path.Child("localhostProfile"), profile.LocalhostProfile, "can only be set when AppArmor type is Localhost");
                }

                break;
            case "":
                errors.Required(path.Child("type"), "type is required when appArmorProfile is set");
                break;
            default:
                errors.NotSupportedText(path.Child("type"), profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void AppArmorLocalhost(ErrorList errors, FieldPath path, string? profile)
    {
        if (profile is null or "")
        {
            errors.Required(path, "must be set when AppArmor type is Localhost");
            return;
        }

        if (profile.Trim() != profile)
        {
            errors.InvalidText(path, profile, "must not be padded with whitespace");
        }

        if (profile.Length > MaxProfilePath)
        {
            errors.TooLong(path, MaxProfilePath);
        }
    }
}
