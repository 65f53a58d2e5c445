using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Selectors of devices.</summary>
internal static class DeviceSelectorChecks
{
    private const int SelectorLimit = 32;

    public static void Validate(ErrorList errors, FieldPath parent, ApiList<DeviceSelector> selectors)
    {
        var list = parent.Child("selectors");
        DeviceNameChecks.Limit(errors, list, selectors.Count, SelectorLimit);
        for (var i = 0; i < selectors.Count; i++)
        {
            var path = list.Index(i).Child("cel");
            if (selectors[i].CEL is not { } cel)
            {
                errors.Required(path, "");
            }
            else
            {
                DeviceSelectorExpressions.Check(errors, path.Child("expression"), cel.Expression);
            }
        }
    }
}
