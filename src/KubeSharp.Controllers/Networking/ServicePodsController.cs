using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Networking;

/// <summary>Reconciles services whenever they, or pods that they select, change in what matters to endpoints.</summary>
internal abstract class ServicePodsController : Controller<NamespacedName>
{
    protected ServicePodsController(string name, string queue, ControllerContext context)
        : base(name, context, context.Options.ConcurrentSyncs, queue)
    {
        Services = context.Informer<Service>().OnAny(service => Queue.Add(NamespacedName.Of(service))).Store;
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod> { Added = EnqueueServicesOf, Updated = PodUpdated, Deleted = EnqueueServicesOf });
        PodStore = pods.Store;
    }

    protected Store<Service> Services { get; }

    private Store<Pod> PodStore { get; }

    /// <summary>The pods that a service selects, by name.</summary>
    protected List<Pod> PodsOf(Service service)
    {
        var pods = PodStore.List(service.Metadata.Namespace).Where(pod => Selects(service, pod.Metadata.Labels)).ToList();
        pods.Sort(static (left, right) => string.CompareOrdinal(left.Metadata.Name, right.Metadata.Name));
        return pods;
    }

    private static bool Selects(Service service, ApiMap<string> labels)
    {
        foreach (var (key, value) in service.Spec.Selector)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return service.Spec.Selector.Count > 0;
    }

    private static bool IsSameEndpoint(Pod old, Pod pod) =>
        old.Status.PodIP == pod.Status.PodIP
        && old.Status.PodIPs == pod.Status.PodIPs
        && old.IsReady() == pod.IsReady()
        && old.IsTerminating() == pod.IsTerminating()
        && old.IsFinished() == pod.IsFinished()
        && old.Spec.NodeName == pod.Spec.NodeName
        && old.Spec.Hostname == pod.Spec.Hostname
        && old.Spec.Subdomain == pod.Spec.Subdomain;

    private void PodUpdated(Pod old, Pod pod)
    {
        var isRelabeled = old.Metadata.Labels != pod.Metadata.Labels;
        if (!isRelabeled && IsSameEndpoint(old, pod))
        {
            return;
        }

        EnqueueServicesOf(pod);
        if (isRelabeled)
        {
            EnqueueServicesOf(old);
        }
    }

    private void EnqueueServicesOf(Pod pod)
    {
        foreach (var service in Services.List(pod.Metadata.Namespace))
        {
            if (Selects(service, pod.Metadata.Labels))
            {
                Queue.Add(NamespacedName.Of(service));
            }
        }
    }
}
