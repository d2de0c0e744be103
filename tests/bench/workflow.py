"""`workflow.py STEPS TASKS RUNS`: so many runs of a workflow of so many steps with so many jobs each, by the
simulation library SimPy. Prints the mean end in milliseconds.

A job takes 20 to 90 s, mostly 40 (triangular); each attempt fails with a chance of 5 % and is made again, six
times at most, after 10, 20, 40 ... s. A step begins when all jobs of the one before have ended.
"""

import random
import sys

import simpy

CHANCE = 0.05
RETRIES = 6
BACK_OFF = 10.0


def job(env):
    for attempt in range(RETRIES + 1):
        yield env.timeout(random.triangular(20.0, 90.0, 40.0))
        if random.random() >= CHANCE or attempt == RETRIES:
            return
        yield env.timeout(BACK_OFF * 2**attempt)


def workflow(env, steps, tasks):
    for _ in range(steps):
        yield env.all_of([env.process(job(env)) for _ in range(tasks)])


def main():
    steps, tasks, runs = map(int, sys.argv[1:])
    random.seed(7)
    total = 0.0
    for _ in range(runs):
        env = simpy.Environment()
        env.run(until=env.process(workflow(env, steps, tasks)))
        total += env.now
    print(round(total / runs * 1000))


main()
