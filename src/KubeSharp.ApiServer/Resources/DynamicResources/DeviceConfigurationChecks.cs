using KubeSharp.Api.Resource.V1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Parameters for a driver.</summary>
internal static class DeviceConfigurationChecks
{
    public static void Validate(ErrorList errors, FieldPath parent, OpaqueDeviceConfiguration? opaque)
    {
        var path = parent.Child("opaque");
        if (opaque is null)
        {
            errors.Required(path, "");
            return;
        }

        DeviceNameChecks.Driver(errors, path.Child("driver"), opaque.Driver);
        DeviceNameChecks.Parameters(errors, path.Child("parameters"), opaque.Parameters);
    }
}
