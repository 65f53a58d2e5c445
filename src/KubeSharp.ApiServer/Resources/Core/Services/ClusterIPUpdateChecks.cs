using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>A service keeps its first address and family for life; the second may come and go.</summary>
internal static class ClusterIPUpdateChecks
{
    private const string Fixed = "may not change once set";

    public static void Validate(ErrorList errors, FieldPath path, ServiceSpec spec, ServiceSpec old)
    {
        if (spec.Type == "ExternalName" || old.Type == "ExternalName")
        {
            return;
        }

        var headless = ServiceTypes.IsHeadless(spec);
        var wasHeadless = ServiceTypes.IsHeadless(old);
        if (!headless || !wasHeadless)
        {
            Lists(errors, path, "clusterIPs", "primary clusterIP can not be unset", "secondary clusterIP", spec, spec.ClusterIPs, old.ClusterIPs);
        }

        if (!headless && !wasHeadless)
        {
            Lists(errors, path, "ipFamilies", "primary ipFamily can not be unset", "secondary ipFamily", spec, spec.IPFamilies, old.IPFamilies);
        }
    }

    private static void Lists(
        ErrorList errors, FieldPath path, string field, string unset, string secondary, ServiceSpec spec, ApiList<string> values, ApiList<string> old)
    {
        var list = path.Child(field);
        if (values.Count == old.Count)
        {
            for (var i = 0; i < old.Count; i++)
            {
                if (values[i] != old[i])
                {
                    errors.InvalidList(list.Index(field == "clusterIPs" ? i : 0), values, Fixed);
                }
            }

            return;
        }

        if (old.Count > values.Count && values.Count == 0)
        {
            errors.InvalidList(list.Index(0), values, unset);
        }

        if (old.Count > 0 && values.Count > 0 && values[0] != old[0])
        {
            errors.InvalidList(list.Index(0), values, Fixed);
        }

        if (old.Count > values.Count && values.Count == 1 && spec.IPFamilyPolicy != "SingleStack")
        {
            errors.InvalidText(path.Child("ipFamilyPolicy"), spec.IPFamilyPolicy, $"must be set to 'SingleStack' when releasing the {secondary}");
        }
    }
}
