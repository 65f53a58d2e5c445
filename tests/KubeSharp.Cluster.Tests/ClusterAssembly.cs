using KubeSharp.Cluster.Tests;

// The tests mostly wait: for containers to start and to end. Those that work in namespaces of their own do so side by side.
[assembly: AssemblyFixture(typeof(ClusterFixture))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 6)]
