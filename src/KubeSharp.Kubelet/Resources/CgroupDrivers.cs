using Grpc.Core;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Resources;

/// <summary>Chooses who manages cgroups: the same as the runtime, or the two would work against each other.</summary>
internal static class CgroupDrivers
{
    private const string Systemd = "systemd";

    /// <summary>Asks the runtime, and takes the configured driver where it does not tell.</summary>
    public static async Task<ICgroups> ChooseAsync(
        ICriClient runtime, string configured, CgroupHierarchy hierarchy, TimeProvider time, CancellationToken cancellationToken)
    {
        var driver = configured;
        try
        {
            var answer = await runtime.RuntimeConfigAsync(cancellationToken).ConfigureAwait(false);
            if (answer.Linux is { } linux)
            {
                driver = linux.CgroupDriver == Cri.CgroupDriver.Systemd ? Systemd : "cgroupfs";
            }
        }
        catch (RpcException)
        {
            // Older runtimes do not tell, and one that is not up yet cannot.
        }
        return driver == Systemd ? new SystemdCgroups(hierarchy, time)
            : hierarchy.Unified ? new CgroupfsV2(hierarchy.Roots[""], time)
            : new CgroupfsV1(hierarchy, time);
    }
}
