using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>What a container's resize does to it.</summary>
internal static class ResizePolicyChecks
{
    public static void Validate(ErrorList errors, FieldPath container, ApiList<ContainerResizePolicy> policies, string podRestartPolicy)
    {
        var seen = new NameSet();
        for (var i = 0; i < policies.Count; i++)
        {
            var policy = policies[i];
            var list = container.Child("resizePolicy");
            if (!seen.Add(policy.ResourceName))
            {
                errors.DuplicateText(list.Index(i), policy.ResourceName);
            }

            FieldChecks.RequiredOneOf(errors, container, "resizePolicy", policy.ResourceName, "cpu", "memory");
            FieldChecks.RequiredOneOf(errors, container, "resizePolicy", policy.RestartPolicy, "NotRequired", "RestartContainer");
            if (podRestartPolicy == "Never" && policy.RestartPolicy != "NotRequired")
            {
                errors.InvalidText(list, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }
}
