using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>securityContext.windowsOptions.</summary>
internal static class WindowsOptionsChecks
{
    private const int MaxCredentialSpecKiB = 64;
    private const int MaxDomain = 256;
    private const int MaxUser = 104;

    public static void Validate(ErrorList errors, FieldPath context, WindowsSecurityContextOptions? options)
    {
        if (options is null)
        {
            return;
        }

        var path = context.Child("windowsOptions");
        if (options.GMSACredentialSpecName is { } name)
        {
            NameChecks.Dns1123Subdomain(errors, path, "gmsaCredentialSpecName", name);
        }

        if (options.GMSACredentialSpec is { } spec)
        {
            if (spec.Length == 0)
            {
                errors.InvalidText(path.Child("gmsaCredentialSpec"), spec, "gmsaCredentialSpec cannot be an empty string");
            }
            else if (spec.Length > MaxCredentialSpecKiB * 1024)
            {
                errors.InvalidText(path.Child("gmsaCredentialSpec"), spec, $"gmsaCredentialSpec size must be under {MaxCredentialSpecKiB} KiB");
            }
        }

        if (options.RunAsUserName is { } user)
        {
            foreach (var message in UserName(user))
            {
                errors.InvalidText(path.Child("runAsUserName"), user, message);
            }
        }
    }

    /// <summary>Windows pods run all their containers as host processes, or none; those need the host's network.</summary>
    public static void HostProcess(ErrorList errors, FieldPath path, PodSpec spec)
    {
        if (!MayHaveHostProcess(spec))
        {
            return;
        }

        var pod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        var all = 0;
        var host = 0;
        foreach (var (container, containerPath) in PodContainers.All(spec, path))
        {
            all++;
            var own = container.SecurityContext?.WindowsOptions?.HostProcess;
            if (pod is { } podValue && own is { } ownValue && podValue != ownValue)
            {
                errors.InvalidFlag(
                    containerPath.Child("securityContext").Child("windowsOptions").Child("hostProcess"),
                    ownValue,
                    $"pod hostProcess value must be identical if both are specified, was {(podValue ? "true" : "false")}");
            }

            host += own ?? pod ?? false ? 1 : 0;
        }

        if (host > 0 && host != all)
        {
            errors.InvalidText(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }

        if (host > 0 && !spec.HostNetwork)
        {
            errors.InvalidFlag(path.Child("hostNetwork"), false, "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    private static bool MayHaveHostProcess(PodSpec spec) =>
        spec.SecurityContext?.WindowsOptions?.HostProcess is not null ||
        spec.Containers.FindIndex(static c => c.SecurityContext?.WindowsOptions?.HostProcess is not null) >= 0 ||
        spec.InitContainers.FindIndex(static c => c.SecurityContext?.WindowsOptions?.HostProcess is not null) >= 0;

    private static IEnumerable<string> UserName(string text)
    {
        if (text.Length == 0)
        {
            yield return "runAsUserName cannot be an empty string";
            yield break;
        }

        if (text.Any(char.IsControl))
        {
            yield return "runAsUserName cannot contain control characters";
            yield break;
        }

        var parts = text.Split('\\');
        if (parts.Length > 2)
        {
            yield return "runAsUserName cannot contain more than one backslash";
            yield break;
        }

        var user = parts[^1];
        if (parts.Length == 2)
        {
            if (parts[0].Length >= MaxDomain)
            {
                yield return $"runAsUserName's Domain length must be under {MaxDomain} characters";
            }

            if (!IsNetBios(parts[0]) && !NameRules.HasSubdomainShape(parts[0].ToLowerInvariant()))
            {
                yield return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
            }
        }

        if (user.Length == 0)
        {
            yield return "runAsUserName's User cannot be empty";
        }
        else if (user.Length > MaxUser)
        {
            yield return $"runAsUserName's User length must not be longer than {MaxUser} characters";
        }

        if (user.Length > 0 && !user.AsSpan().ContainsAnyExcept('.', ' '))
        {
            yield return "runAsUserName's User cannot contain only periods or spaces";
        }

        if (user.AsSpan().ContainsAny("\"/\\:;|=,+*?<>@[]"))
        {
            yield return "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
        }
    }

    private static bool IsNetBios(string domain) =>
        domain.Length is > 0 and <= 15 && domain[0] != '.' && !domain.AsSpan().ContainsAny("\\/:*?\"<>|");
}
