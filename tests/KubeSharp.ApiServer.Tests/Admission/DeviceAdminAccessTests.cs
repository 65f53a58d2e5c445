using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Admission.Devices;
using ResourceClaim = KubeSharp.Api.Resource.V1.ResourceClaim;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class DeviceAdminAccessTests
{
    private static readonly ResourceClaimSpec Asking = new()
    {
        Devices = new DeviceClaim
        {
            Requests = [new DeviceRequest { Name = "a", Exactly = new ExactDeviceRequest { DeviceClassName = "c", AdminAccess = true } }],
        },
    };

    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task WhoeverAsksForIt_NeedsALabelOnTheNamespace()
    {
        _objects.Add(new Namespace { Metadata = new ObjectMeta { Name = "ns" } });
        var meta = new ObjectMeta { Namespace = "ns", Name = "x" };
        var template = new ResourceClaimTemplate { Metadata = meta, Spec = new ResourceClaimTemplateSpec { Spec = Asking } };
        foreach (var value in (ApiObject[])[new ResourceClaim { Metadata = meta, Spec = Asking }, template])
        {
            var refused = await Assert.ThrowsAsync<ApiException>(() => Validate(value));
            Assert.Equal(422, refused.Code);
            Assert.EndsWith("admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace", refused.Message);
        }
    }

    [Fact]
    public async Task WithTheLabel_OrWithoutTheWish_ClaimsAreTaken()
    {
        _objects.Add(new Namespace
        {
            Metadata = new ObjectMeta { Name = "ns", Labels = ApiMap<string>.Empty.Set("resource.kubernetes.io/admin-access", "true") },
        });
        await Validate(new ResourceClaim { Metadata = new ObjectMeta { Namespace = "ns", Name = "x" }, Spec = Asking });
        await Validate(new ResourceClaim { Metadata = new ObjectMeta { Namespace = "other", Name = "x" } });
    }

    private Task Validate(ApiObject value) =>
        new DeviceAdminAccess(_objects).ValidateAsync(Requests.Create(value), TestContext.Current.CancellationToken).AsTask();
}
