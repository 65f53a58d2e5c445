using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Annotations of pods and pod templates that mean something.</summary>
internal static class PodAnnotationChecks
{
    public const string Mirror = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";
    private const string AppArmor = "container.apparmor.security.beta.kubernetes.io/";

    /// <param name="parent">The path of the metadata.</param>
    public static void Validate(ErrorList errors, FieldPath parent, ApiMap<string> annotations, PodSpec spec)
    {
        foreach (var (key, value) in annotations)
        {
            if (key == Mirror && spec.NodeName.Length == 0)
            {
                errors.InvalidText(parent.Child("annotations").Key(key), value, "must set spec.nodeName if mirror pod annotation is set");
            }
            else if (key == DeletionCost && !IsCost(value))
            {
                errors.InvalidText(parent.Child("annotations").Key(key), value, "must be a 32bit integer");
            }
            else if (key == SeccompPod || key.StartsWith(SeccompContainer, StringComparison.Ordinal))
            {
                Seccomp(errors, parent.Child("annotations").Child(key), value);
            }
            else if (key.StartsWith(AppArmor, StringComparison.Ordinal))
            {
                AppArmorProfile(errors, parent.Child("annotations").Key(key), key[AppArmor.Length..], value, spec);
            }
        }
    }

    public static void ValidateUpdate(ErrorList errors, FieldPath parent, Pod pod, Pod old)
    {
        foreach (var (key, value) in old.Metadata.Annotations)
        {
            if (IsFixed(key) && pod.Metadata.Annotations.GetValueOrDefault(key) != value)
            {
                errors.Forbidden(parent.Child("annotations").Key(key), "may not remove or update " + Describe(key));
            }
        }

        foreach (var (key, _) in pod.Metadata.Annotations)
        {
            if (IsFixed(key) && !old.Metadata.Annotations.ContainsKey(key))
            {
                errors.Forbidden(parent.Child("annotations").Key(key), "may not add " + Describe(key));
            }
        }

        Validate(errors, parent, pod.Metadata.Annotations, pod.Spec);
    }

    private static bool IsFixed(string key) => key == Mirror || key.StartsWith(AppArmor, StringComparison.Ordinal);

    private static string Describe(string key) => key == Mirror ? "mirror pod annotation" : "AppArmor annotations";

    /// <summary>A plain decimal: no leading plus sign, no leading zeros.</summary>
    private static bool IsCost(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) && !value.StartsWith('+') &&
        (value.Length == 1 || !value.StartsWith('0'));

    private static void Seccomp(ErrorList errors, FieldPath path, string profile)
    {
        const string Local = "localhost/";
        if (profile.StartsWith(Local, StringComparison.Ordinal))
        {
            PathChecks.LocalDescending(errors, path, null, profile[Local.Length..]);
        }
        else if (profile is not ("runtime/default" or "docker/default" or "unconfined"))
        {
            errors.InvalidText(path, profile, "must be a valid seccomp profile");
        }
    }

    private static void AppArmorProfile(ErrorList errors, FieldPath path, string container, string profile, PodSpec spec)
    {
        if (!PodContainers.Has(spec, container))
        {
            errors.InvalidText(path, container, "container not found");
        }

        if (profile is not ("" or "runtime/default" or "unconfined") && !profile.StartsWith("localhost/", StringComparison.Ordinal))
        {
            errors.InvalidText(path, profile, $"invalid AppArmor profile name: {ErrorList.Quote(profile)}");
        }
    }
}
